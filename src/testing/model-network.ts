import { assetKey } from '../core/assets/asset-key'
import { HttpPortError, type HttpPort, type HttpRequest, type HttpResponse } from '../core/ports'
import type { AssetKey } from '../shared/asset'
import { parseQueryString, type UrlParts } from './independent-query-parser'
import { toResponse, type Fault, type MemoryPlatform, type PlatformFile } from './memory-platform'
import {
  versionOf,
  type DeleteResponse,
  type InvariantChecker,
  type Life,
  type Row,
} from './invariant-checker'
import { harnessContext } from './deletion-harness'
import { expiredTokenResponse, type ScriptedResponse } from './scripted-http'

/** A disturbance of one request. `after` is a number of later requests. */
export type NetworkEvent =
  | { readonly kind: 'fault'; readonly fault: Fault }
  /** A false response: an incomplete or broken listing, or a copy that lacks its last byte. */
  | { readonly kind: 'lie'; readonly lie: 'empty' | 'short' | 'cut' | 'page' }
  /** The network repeats the request, at once or after that many other requests. */
  | { readonly kind: 'repeat'; readonly after: number }
  /** The response or the request is held until that many other requests were sent, or until the app is idle. */
  | { readonly kind: 'late-response'; readonly after: number }
  | { readonly kind: 'late-request'; readonly after: number }
  | { readonly kind: 'crash'; readonly when: 'before' | 'after'; readonly keeps: 'none' | 'half' | 'all' }
  | { readonly kind: 'action'; readonly name: string; readonly action: () => void }

/** Events by request, counted from the user's last step. */
export type Script = ReadonlyMap<number, readonly NetworkEvent[]>

interface Call {
  readonly parts: UrlParts
  readonly kind: 'list' | 'delete' | 'copy'
  readonly segmentIds: readonly number[]
  readonly key: AssetKey
}

interface HeldRequest {
  /** Resumes when this many requests were sent. */
  readonly until: number
  readonly resume: () => void
}

interface NetworkPorts {
  readonly platform: MemoryPlatform
  readonly checker: InvariantChecker
  /** The journal of the current run, as it is on disk. */
  readonly journal: () => string
  readonly crash: (keeps: 'none' | 'half' | 'all') => void
}

/** The network between the app and the platform. It loses, repeats, delays and reorders requests, and can crash the app. */
export class ModelNetwork {
  /** True while the network repeats a request. The app is not responsible for what a repeated DELETE removes. */
  isRepeating = false
  /** The version that the DELETE in flight may remove. */
  deletableVersion: string | null = null
  private script: Script = new Map()
  private sent = 0
  private heldRequests: HeldRequest[] = []

  constructor(private readonly ports: NetworkPorts) {}

  port(life: Life): HttpPort {
    return { send: (request) => this.send(request, life).catch((error: unknown) => this.recordDefect(error)) }
  }

  /** Records a defect of the model, which must not look like a network fault. */
  private recordDefect(error: unknown): never {
    if (!(error instanceof HttpPortError)) this.ports.checker.violations.push(String(error))
    throw error
  }

  setScript(script: Script): void {
    this.script = script
    this.sent = 0
  }

  /** Releases the first held request or response; false if there is none. */
  releaseNext(): boolean {
    const next = this.heldRequests.shift()
    next?.resume()
    return next !== undefined
  }

  private async send(request: HttpRequest, life: Life): Promise<HttpResponse> {
    const { platform, checker } = this.ports
    if (request.url.endsWith('/auth/token')) return platform.send(request)
    const call = parseCall(request)
    const deletableVersion =
      call.kind === 'delete' ? checker.recordDelete(life, call.key, this.ports.journal()) : null
    this.sent += 1
    this.releaseDue()
    const events = this.script.get(this.sent) ?? []
    await Promise.resolve()
    for (const event of events) await this.applyBefore(event)
    if (!life.isAlive && events.some(({ kind }) => kind === 'crash')) return never()
    this.deletableVersion = deletableVersion
    const response = this.respond(request, call, events)
    for (const event of events) await this.applyAfter(event, request)
    if (!life.isAlive) return never()
    this.recordResponse(call, response)
    return toResponse(response)
  }

  private async applyBefore(event: NetworkEvent): Promise<void> {
    if (event.kind === 'action') event.action()
    if (event.kind === 'late-request') await this.holdRequest(event.after)
    if (event.kind === 'crash' && event.when === 'before') this.ports.crash(event.keeps)
  }

  private async applyAfter(event: NetworkEvent, request: HttpRequest): Promise<void> {
    if (event.kind === 'crash' && event.when === 'after') this.ports.crash(event.keeps)
    if (event.kind === 'late-response') await this.holdRequest(event.after)
    if (event.kind === 'repeat') void this.repeat(request, event.after)
  }

  private async repeat(request: HttpRequest, after: number): Promise<void> {
    if (after > 0) await this.holdRequest(after)
    this.isRepeating = true
    try {
      this.ports.platform.answer(request)
    } finally {
      this.isRepeating = false
    }
  }

  private respond(request: HttpRequest, call: Call, events: readonly NetworkEvent[]): ScriptedResponse {
    const { platform } = this.ports
    const fault = events.find((event) => event.kind === 'fault')?.fault ?? null
    const lie = events.find((event) => event.kind === 'lie')?.lie ?? null
    platform.fault = () => fault
    try {
      const response = platform.answer(request, call.parts)
      if (lie === null || !isSuccess(response)) return response
      if (call.kind === 'copy') return { body: (response.body ?? '').slice(0, -1) }
      return call.kind === 'list' ? this.falsify(response, lie) : response
    } catch (error) {
      if (error instanceof HttpPortError) return { problem: error.problem }
      throw error
    } finally {
      platform.fault = () => null
    }
  }

  private falsify(response: ScriptedResponse, lie: 'empty' | 'short' | 'cut' | 'page'): ScriptedResponse {
    const { body = '' } = response
    if (lie === 'page') return { body: '<html>Sign in</html>' }
    if (lie === 'cut') return { body: body.slice(0, -2) }
    this.ports.checker.recordLie()
    const rows = JSON.parse(body) as unknown[]
    return { body: JSON.stringify(lie === 'empty' ? [] : rows.slice(0, -1)) }
  }

  private recordResponse(call: Call, response: ScriptedResponse): void {
    const { checker } = this.ports
    if (call.kind === 'delete')
      checker.recordResponse(call.key, toDeleteResponse(response), response.status === 429)
    const rows = call.kind === 'list' && isSuccess(response) ? parseRows(response.body ?? '') : null
    if (rows !== null) checker.recordListing(call.segmentIds, rows)
  }

  private holdRequest(after: number): Promise<void> {
    return new Promise((resume) => this.heldRequests.push({ until: this.sent + after, resume }))
  }

  private releaseDue(): void {
    if (this.heldRequests.length === 0) return
    const due = this.heldRequests.filter(({ until }) => until <= this.sent)
    this.heldRequests = this.heldRequests.filter(({ until }) => until > this.sent)
    for (const { resume } of due) resume()
  }
}

function isSuccess({ problem, status = 200, body }: ScriptedResponse): boolean {
  return problem === undefined && status === 200 && body !== expiredTokenResponse.body
}

function never(): Promise<never> {
  return new Promise(() => undefined)
}

function toDeleteResponse({ problem, status = 200, body }: ScriptedResponse): DeleteResponse {
  if (problem !== undefined || status >= 500) return 'lost'
  return status === 429 || status === 401 || body === expiredTokenResponse.body ? 'not-run' : 'answered'
}

function parseCall({ method, url }: HttpRequest): Call {
  const parts = parseQueryString(url)
  const { path } = parts
  const query = new Map(parts.parameters)
  const segmentId = Number(/\/assets\/(\d+)/.exec(path)?.[1] ?? 0)
  const ids = query.get('segmentIds')
  return {
    parts,
    kind: method === 'DELETE' ? 'delete' : path.endsWith('/list') ? 'list' : 'copy',
    segmentIds: ids === undefined ? [segmentId] : ids.split(',').map(Number),
    key: assetKey({
      context: harnessContext,
      segmentId,
      locale: query.get('locale') ?? null,
      relativePath: query.get('relativePath') ?? '',
      name: query.get('filename') ?? '',
    }),
  }
}

function parseRows(body: string): Row[] | null {
  try {
    return (JSON.parse(body) as PlatformFile[]).map(toRow)
  } catch {
    return null
  }
}

export function toRow(file: PlatformFile): Row {
  const { segmentId, locale, relativePath, name } = file
  const key = assetKey({ context: harnessContext, segmentId, locale, relativePath, name })
  return { key, segmentId, version: versionOf(file) }
}
