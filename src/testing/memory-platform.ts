import { HttpPortError, type HttpPort, type HttpRequest, type HttpResponse } from '../core/ports'
import { parseQuery, type UrlParts } from './independent-query-parser'
import { expiredTokenResponse, type ScriptedResponse } from './scripted-http'

export interface PlatformFile {
  readonly segmentId: number
  readonly locale: string | null
  readonly relativePath: string
  readonly name: string
  readonly size: number
  readonly modifiedDate: string
}

/** What happens to a request instead of, before or after the work: an answer, or a connection that drops. */
export type Fault = ScriptedResponse | 'drop-before-work' | 'drop-after-work'

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
  alsoDeletes: (deleted: PlatformFile) => readonly PlatformFile[] = () => []
  /** Files whose DELETE is answered 200 and not done. */
  survives: (file: PlatformFile) => boolean = () => false
  /** Called with what a DELETE names, and what it takes, before anything is gone. */
  beforeDelete: (named: readonly PlatformFile[], leaving: readonly PlatformFile[]) => void = () => undefined
  /** Called after each request's work. */
  afterWork: (request: { method: string; path: string; nth: number }) => void = () => undefined
  private files: PlatformFile[]
  private tokens = 0
  private deadTokens = 0

  constructor(files: readonly PlatformFile[]) {
    this.files = [...files]
  }

  names(): string[] {
    return this.files.map(({ name }) => name)
  }

  all(): readonly PlatformFile[] {
    return this.files
  }

  /** Somebody else uploads, replaces, or removes. */
  put(file: PlatformFile): void {
    const place = fileKey(file)
    this.removeWhere((other) => fileKey(other) === place)
    this.files.push(file)
  }

  /** Somebody else uploads a namesake. */
  add(file: PlatformFile): void {
    this.files.push(file)
  }

  remove(name: string): void {
    this.removeWhere((file) => file.name === name)
  }

  removeWhere(leaves: (file: PlatformFile) => boolean): void {
    this.files = this.files.filter((file) => !leaves(file))
  }

  /** Every token given so far dies: as after 30 idle minutes, or when the key was used elsewhere. */
  expireTokens(): void {
    this.deadTokens = this.tokens
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
    return toResponse(this.answer(request))
  }

  /** The work of one request and its answer, in no time. Throws `HttpPortError` where the connection drops. */
  answer(request: HttpRequest, parts: UrlParts = parseQuery(request.url)): ScriptedResponse {
    if (request.url.endsWith('/auth/token'))
      return { body: JSON.stringify(`TOKEN-${String((this.tokens += 1))}`) }
    const { path, parameters } = parts
    const query = new Map(parameters)
    const name = query.get('filename') ?? null
    this.requests.push({ method: request.method, path, name, locale: query.get('locale') ?? null })
    const seen = { method: request.method, path, nth: this.requests.length }
    const fault = this.fault(seen)
    if (fault === 'drop-before-work') throw new HttpPortError('unreachable', 'DROPPED')
    if (fault !== null && fault !== 'drop-after-work') return fault
    if (Number(request.headers['X-Auth-Token']?.slice('TOKEN-'.length)) <= this.deadTokens)
      return expiredTokenResponse
    const body = this.work(request.method, path, query)
    this.afterWork(seen)
    if (fault === 'drop-after-work') throw new HttpPortError('cut', 'DROPPED')
    return { body }
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
    const gone = new Set(
      hit.filter((file) => !this.survives(file)).flatMap((file) => [file, ...this.alsoDeletes(file)]),
    )
    this.beforeDelete(hit, [...gone])
    this.files = this.files.filter((file) => !gone.has(file))
    return ''
  }
}

/** Bytes that tell one version of a file from another (from 5 bytes on), as many as it has. */
export function contentOf(file: PlatformFile | undefined): string {
  if (file === undefined) return ''
  const version = file.modifiedDate.slice(-4)
  return `${version}${file.name} of ${file.modifiedDate} `
    .repeat(Math.ceil(file.size / 8))
    .slice(0, file.size)
}

function fileKey({ segmentId, locale, relativePath, name }: PlatformFile): string {
  return JSON.stringify([segmentId, locale, relativePath, name])
}

function matches(file: PlatformFile, query: ReadonlyMap<string, string>): boolean {
  return (
    file.name === query.get('filename') &&
    (file.locale ?? '') === (query.get('locale') ?? '') &&
    file.relativePath === (query.get('relativePath') ?? '')
  )
}

/** A scripted answer as the port gives it. */
export function toResponse({
  status = 200,
  body = '',
  headers = {},
  problem,
}: ScriptedResponse): HttpResponse {
  if (problem !== undefined) throw new HttpPortError(problem, 'SCRIPTED')
  return { status, header: (name) => headers[name] ?? null, body: bytesOf(body) }
}

async function* bytesOf(body: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve()
  if (body !== '') yield new TextEncoder().encode(body)
}
