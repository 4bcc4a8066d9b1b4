import { assetKey } from '../core/assets/asset-key'
import { HttpPortError, type HttpPort, type HttpRequest, type HttpResponse } from '../core/ports'
import type { AssetKey } from '../shared/asset'
import { parseQuery, type UrlParts } from './independent-query-parser'
import { toResponse, type Fault, type MemoryPlatform, type PlatformFile } from './memory-platform'
import { versionOf, type Answer, type Life, type InvariantChecker, type Row } from './invariant-checker'
import { harnessContext } from './deletion-harness'
import { expiredTokenResponse, type ScriptedResponse } from './scripted-http'

/** What happens at one request, besides what it asks for. */
export type NetworkEvent =
  | { readonly kind: 'fault'; readonly fault: Fault }
  /** Of listings: less than the truth, or no listing at all. Of copies: a byte too few. */
  | { readonly kind: 'lie'; readonly lie: 'empty' | 'short' | 'cut' | 'page' }
  /** The way repeats a request: at once, or after so many others. */
  | { readonly kind: 'twice'; readonly after: number }
  /** The answer, or the request itself, is held until so many others were sent, or nothing else goes on. */
  | { readonly kind: 'late'; readonly after: number }
  | { readonly kind: 'slow-way'; readonly after: number }
  | { readonly kind: 'dies'; readonly when: 'before' | 'after'; readonly keeps: 'none' | 'half' | 'all' }
  | { readonly kind: 'deed'; readonly name: string; readonly action: () => void }

/** What happens at which request, counted from the user's last step. */
export type Script = ReadonlyMap<number, readonly NetworkEvent[]>

interface Call {
  readonly parts: UrlParts
  readonly kind: 'list' | 'delete' | 'copy'
  readonly segmentIds: readonly number[]
  readonly key: AssetKey
}

interface HeldRequest {
  /** Goes on when so many requests were sent. */
  readonly until: number
  readonly resume: () => void
}

interface NetworkPorts {
  readonly platform: MemoryPlatform
  readonly checker: InvariantChecker
  /** What stands in the journal of the present job, on the disk. */
  readonly journal: () => string
  readonly die: (keeps: 'none' | 'half' | 'all') => void
}

/** The way between the app and the platform: it loses, repeats, delays and reorders; and it may be where the app dies. */
export class ModelNetwork {
  /** A repeated DELETE is not the app's: nobody could have kept a copy. */
  isRepeating = false
  /** The version that the DELETE under way may take. */
  deletableVersion: string | null = null
  private script: Script = new Map()
  private sent = 0
  private heldRequests: HeldRequest[] = []

  constructor(private readonly ports: NetworkPorts) {}

  port(life: Life): HttpPort {
    return { send: (request) => this.send(request, life).catch((error: unknown) => this.recordDefect(error)) }
  }

  /** A defect of the model itself must not pass as a fault of the network. */
  private recordDefect(error: unknown): never {
    if (!(error instanceof HttpPortError)) this.ports.checker.violations.push(String(error))
    throw error
  }

  setScript(script: Script): void {
    this.script = script
    this.sent = 0
  }

  /** Lets the first of what is held go; false where nothing is. */
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
    if (!life.isAlive && events.some(({ kind }) => kind === 'dies')) return never()
    this.deletableVersion = deletableVersion
    const answer = this.respond(request, call, events)
    for (const event of events) await this.applyAfter(event, request)
    if (!life.isAlive) return never()
    this.recordResponse(call, answer)
    return toResponse(answer)
  }

  private async applyBefore(event: NetworkEvent): Promise<void> {
    if (event.kind === 'deed') event.action()
    if (event.kind === 'slow-way') await this.holdRequest(event.after)
    if (event.kind === 'dies' && event.when === 'before') this.ports.die(event.keeps)
  }

  private async applyAfter(event: NetworkEvent, request: HttpRequest): Promise<void> {
    if (event.kind === 'dies' && event.when === 'after') this.ports.die(event.keeps)
    if (event.kind === 'late') await this.holdRequest(event.after)
    if (event.kind === 'twice') void this.repeat(request, event.after)
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
      const answer = platform.answer(request, call.parts)
      if (lie === null || !isSound(answer)) return answer
      if (call.kind === 'copy') return { body: (answer.body ?? '').slice(0, -1) }
      return call.kind === 'list' ? this.falsify(answer, lie) : answer
    } catch (error) {
      if (error instanceof HttpPortError) return { problem: error.problem }
      throw error
    } finally {
      platform.fault = () => null
    }
  }

  private falsify(answer: ScriptedResponse, lie: 'empty' | 'short' | 'cut' | 'page'): ScriptedResponse {
    const { body = '' } = answer
    if (lie === 'page') return { body: '<html>Sign in</html>' }
    if (lie === 'cut') return { body: body.slice(0, -2) }
    this.ports.checker.recordLie()
    const rows = JSON.parse(body) as unknown[]
    return { body: JSON.stringify(lie === 'empty' ? [] : rows.slice(0, -1)) }
  }

  private recordResponse(call: Call, answer: ScriptedResponse): void {
    const { checker } = this.ports
    if (call.kind === 'delete') checker.recordResponse(call.key, provenBy(answer), answer.status === 429)
    const rows = call.kind === 'list' && isSound(answer) ? parseRows(answer.body ?? '') : null
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

function isSound({ problem, status = 200, body }: ScriptedResponse): boolean {
  return problem === undefined && status === 200 && body !== expiredTokenResponse.body
}

function never(): Promise<never> {
  return new Promise(() => undefined)
}

function provenBy({ problem, status = 200, body }: ScriptedResponse): Answer {
  if (problem !== undefined || status >= 500) return 'lost'
  return status === 429 || status === 401 || body === expiredTokenResponse.body ? 'not-run' : 'answered'
}

function parseCall({ method, url }: HttpRequest): Call {
  const parts = parseQuery(url)
  const { path } = parts
  const query = new Map(parts.parameters)
  const segmentId = Number(/\/assets\/(\d+)/.exec(path)?.[1] ?? 0)
  const ids = query.get('segmentIds')
  return {
    parts,
    kind: method === 'DELETE' ? 'delete' : path.endsWith('/list') ? 'list' : 'copy',
    segmentIds: ids === undefined ? [segmentId] : ids.split(',').map(Number),
    key: assetKey({
      ...{ context: harnessContext, segmentId, locale: query.get('locale') ?? null },
      ...{ relativePath: query.get('relativePath') ?? '', name: query.get('filename') ?? '' },
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
