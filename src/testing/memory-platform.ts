import { HttpPortError, type HttpPort, type HttpRequest, type HttpResponse } from '../core/ports'
import { parseQueryString, type UrlParts } from './independent-query-parser'
import { expiredTokenResponse, type ScriptedResponse } from './scripted-http'

export interface PlatformFile {
  readonly segmentId: number
  readonly locale: string | null
  readonly relativePath: string
  readonly name: string
  readonly size: number
  readonly modifiedDate: string
}

/** A fault of one request: a scripted response, or a connection that drops before or after the request is processed. */
export type Fault = ScriptedResponse | 'drop-before-work' | 'drop-after-work'

/**
 * The asset calls of one project in memory, as an HTTP port: for deletion tests that need thousands of runs or a fault at
 * an exact call. Responds at once. Like the real platform, it deletes the whole segment for a DELETE without a name.
 */
export class MemoryPlatform implements HttpPort {
  readonly requests: {
    readonly method: string
    readonly path: string
    readonly name: string | null
    readonly locale: string | null
  }[] = []
  /** Called before each authenticated request is processed. */
  fault: (request: { method: string; path: string; nth: number }) => Fault | null = () => null
  /** Other files that are deleted along with this one. */
  alsoDeletes: (deleted: PlatformFile) => readonly PlatformFile[] = () => []
  /** Files whose DELETE gets a 200 but has no effect. */
  survives: (file: PlatformFile) => boolean = () => false
  /** Called before a DELETE takes effect, with the files that it names and all files that it removes. */
  beforeDelete: (named: readonly PlatformFile[], removed: readonly PlatformFile[]) => void = () => undefined
  /** Called after each request is processed. */
  afterWork: (request: { method: string; path: string; nth: number }) => void = () => undefined
  private files: PlatformFile[]
  private tokens = 0
  private expiredTokens = 0

  constructor(files: readonly PlatformFile[]) {
    this.files = [...files]
  }

  names(): string[] {
    return this.files.map(({ name }) => name)
  }

  all(): readonly PlatformFile[] {
    return this.files
  }

  /** Another user uploads a file, or replaces it if it exists. */
  put(file: PlatformFile): void {
    const key = fileKey(file)
    this.removeWhere((other) => fileKey(other) === key)
    this.files.push(file)
  }

  /** Another user uploads a file, even if one with the same identity exists. */
  add(file: PlatformFile): void {
    this.files.push(file)
  }

  remove(name: string): void {
    this.removeWhere((file) => file.name === name)
  }

  removeWhere(matchesFile: (file: PlatformFile) => boolean): void {
    this.files = this.files.filter((file) => !matchesFile(file))
  }

  /** Expires every token issued so far, as after 30 idle minutes or when the key is used elsewhere. */
  expireTokens(): void {
    this.expiredTokens = this.tokens
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

  /** Processes one request synchronously. Throws `HttpPortError` if the connection drops. */
  answer(request: HttpRequest, parts: UrlParts = parseQueryString(request.url)): ScriptedResponse {
    if (request.url.endsWith('/auth/token'))
      return { body: JSON.stringify(`TOKEN-${String((this.tokens += 1))}`) }
    const { path, parameters } = parts
    const query = new Map(parameters)
    const name = query.get('filename') ?? null
    this.requests.push({ method: request.method, path, name, locale: query.get('locale') ?? null })
    const summary = { method: request.method, path, nth: this.requests.length }
    const fault = this.fault(summary)
    if (fault === 'drop-before-work') throw new HttpPortError('unreachable', 'DROPPED')
    if (fault !== null && fault !== 'drop-after-work') return fault
    if (Number(request.headers['X-Auth-Token']?.slice('TOKEN-'.length)) <= this.expiredTokens)
      return expiredTokenResponse
    const body = this.processRequest(request.method, path, query)
    this.afterWork(summary)
    if (fault === 'drop-after-work') throw new HttpPortError('cut', 'DROPPED')
    return { body }
  }

  private processRequest(method: string, path: string, query: ReadonlyMap<string, string>): string {
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
    const named =
      name === undefined || name === '' ? inSegment : inSegment.filter((file) => matches(file, query))
    const removed = new Set(
      named.filter((file) => !this.survives(file)).flatMap((file) => [file, ...this.alsoDeletes(file)]),
    )
    this.beforeDelete(named, [...removed])
    this.files = this.files.filter((file) => !removed.has(file))
    return ''
  }
}

/** The content of a file, as long as its size. Differs between versions if it has at least 5 bytes. */
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

/** Turns a scripted response into one of the port. */
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
