import { HttpPortError, type HttpPort, type HttpRequest, type HttpResponse } from '../core/ports'
import { readQuery } from './independent-query-parser'
import type { ScriptedAnswer } from './scripted-http'

export interface StoredFile {
  readonly segmentId: number
  readonly locale: string | null
  readonly relativePath: string
  readonly name: string
  readonly size: number
  readonly modifiedDate: string
}

/** What happens to a request instead of, before or after the work: an answer, or a connection that drops. */
export type Fault = ScriptedAnswer | 'drop-before-work' | 'drop-after-work'

/**
 * The asset calls of one project in memory, as an HTTP port: for tests of deletion that need thousands of runs, or a
 * fault at an exact call. It never waits, and it wipes a segment for a DELETE without a name, as the real one does.
 */
export class MemoryPlatform implements HttpPort {
  readonly requests: {
    readonly method: string
    readonly path: string
    readonly name: string | null
    readonly locale: string | null
  }[] = []
  /** Asked before each authenticated request. */
  fault: (request: { method: string; path: string; nth: number }) => Fault | null = () => null
  /** Which other files go with one that is deleted. */
  takesWithIt: (deleted: StoredFile) => readonly StoredFile[] = () => []
  /** Files whose DELETE is answered 200 and not done. */
  survives: (file: StoredFile) => boolean = () => false
  /** Called with what a DELETE names, before anything is gone. */
  beforeDelete: (named: readonly StoredFile[]) => void = () => undefined
  /** Called after each request's work. */
  afterWork: (request: { method: string; path: string; nth: number }) => void = () => undefined
  private files: StoredFile[]
  private tokens = 0

  constructor(files: readonly StoredFile[]) {
    this.files = [...files]
  }

  names(): string[] {
    return this.files.map(({ name }) => name)
  }

  /** Somebody else uploads, replaces, or removes. */
  put(file: StoredFile): void {
    this.remove(file.name)
    this.files.push(file)
  }

  remove(name: string): void {
    this.files = this.files.filter((file) => file.name !== name)
  }

  deletes(): string[] {
    return this.requests
      .filter(({ method, path }) => method === 'DELETE' && path.includes('/assets/'))
      .map(({ name }) => name ?? '')
  }

  listings(): number {
    return this.requests.filter(({ path }) => path.endsWith('/list')).length
  }

  async send(request: HttpRequest): Promise<HttpResponse> {
    await Promise.resolve()
    if (request.url.endsWith('/auth/token'))
      return answerOf({ body: JSON.stringify(`TOKEN-${String((this.tokens += 1))}`) })
    const { path, parameters } = readQuery(request.url)
    const query = new Map(parameters)
    const name = query.get('filename') ?? null
    this.requests.push({ method: request.method, path, name, locale: query.get('locale') ?? null })
    const seen = { method: request.method, path, nth: this.requests.length }
    const fault = this.fault(seen)
    if (fault === 'drop-before-work') throw new HttpPortError('unreachable', 'DROPPED')
    if (fault !== null && fault !== 'drop-after-work') return answerOf(fault)
    const body = this.work(request.method, path, query)
    this.afterWork(seen)
    if (fault === 'drop-after-work') throw new HttpPortError('cut', 'DROPPED')
    return answerOf({ body })
  }

  private work(method: string, path: string, query: ReadonlyMap<string, string>): string {
    if (path.endsWith('/assets/list')) {
      const ids = new Set((query.get('segmentIds') ?? '').split(',').map(Number))
      return JSON.stringify(this.files.filter(({ segmentId }) => ids.has(segmentId)))
    }
    const segmentId = Number(/\/assets\/(\d+)/.exec(path)?.[1])
    const inSegment = this.files.filter((file) => file.segmentId === segmentId)
    if (path.endsWith('/list')) return JSON.stringify(inSegment)
    if (method === 'GET') return contentOf(inSegment.find((file) => matches(file, query)))
    if (method !== 'DELETE') return ''
    const name = query.get('filename')
    const hit =
      name === undefined || name === '' ? inSegment : inSegment.filter((file) => matches(file, query))
    this.beforeDelete(hit)
    const gone = new Set(
      hit.filter((file) => !this.survives(file)).flatMap((file) => [file, ...this.takesWithIt(file)]),
    )
    this.files = this.files.filter((file) => !gone.has(file))
    return ''
  }
}

/** Bytes that tell one version of a file from another, as many as it has. */
export function contentOf(file: StoredFile | undefined): string {
  if (file === undefined) return ''
  return `${file.name} of ${file.modifiedDate} `.repeat(Math.ceil(file.size / 8)).slice(0, file.size)
}

function matches(file: StoredFile, query: ReadonlyMap<string, string>): boolean {
  return (
    file.name === query.get('filename') &&
    (file.locale ?? '') === (query.get('locale') ?? '') &&
    file.relativePath === (query.get('relativePath') ?? '')
  )
}

function answerOf({ status = 200, body = '', headers = {}, problem }: ScriptedAnswer): HttpResponse {
  if (problem !== undefined) throw new HttpPortError(problem, 'SCRIPTED')
  return { status, header: (name) => headers[name] ?? null, body: bytesOf(body) }
}

async function* bytesOf(body: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve()
  if (body !== '') yield new TextEncoder().encode(body)
}
