import { assetKey } from '../core/assets/asset-key'
import { HttpPortError, type HttpPort, type HttpRequest, type HttpResponse } from '../core/ports'
import type { AssetKey } from '../shared/asset'
import { readQuery, type Parts } from './independent-query-parser'
import { toResponse, type Fault, type MemoryPlatform, type StoredFile } from './memory-platform'
import { versionOf, type Answer, type Life, type ModelWatch, type Row } from './model-watch'
import { benchContext } from './deletion-bench'
import { expiredToken, type ScriptedAnswer } from './scripted-http'

/** What happens at one request, besides what it asks for. */
export type Happening =
  | { readonly kind: 'fault'; readonly fault: Fault }
  /** Of listings: less than the truth, or no listing at all. Of copies: a byte too few. */
  | { readonly kind: 'lie'; readonly lie: 'empty' | 'short' | 'cut' | 'page' }
  /** The way repeats a request: at once, or after so many others. */
  | { readonly kind: 'twice'; readonly after: number }
  /** The answer, or the request itself, is held until so many others were sent, or nothing else goes on. */
  | { readonly kind: 'late'; readonly after: number }
  | { readonly kind: 'slow-way'; readonly after: number }
  | { readonly kind: 'dies'; readonly when: 'before' | 'after'; readonly keeps: 'none' | 'half' | 'all' }
  | { readonly kind: 'deed'; readonly name: string; readonly deed: () => void }

/** What happens at which request, counted from the user's last step. */
export type Script = ReadonlyMap<number, readonly Happening[]>

interface Call {
  readonly parts: Parts
  readonly kind: 'list' | 'delete' | 'copy'
  readonly segmentIds: readonly number[]
  readonly key: AssetKey
}

interface Held {
  /** Goes on when so many requests were sent. */
  readonly until: number
  readonly go: () => void
}

interface NetworkPorts {
  readonly platform: MemoryPlatform
  readonly watch: ModelWatch
  /** What stands in the journal of the present job, on the disk. */
  readonly journal: () => string
  readonly die: (keeps: 'none' | 'half' | 'all') => void
}

/** The way between the app and the platform: it loses, repeats, delays and reorders; and it may be where the app dies. */
export class ModelNetwork {
  /** A repeated DELETE is not the app's: nobody could have kept a copy. */
  isRepeating = false
  /** The version that the DELETE under way may take. */
  wanted: string | null = null
  private script: Script = new Map()
  private sent = 0
  private held: Held[] = []

  constructor(private readonly ports: NetworkPorts) {}

  port(life: Life): HttpPort {
    return { send: (request) => this.send(request, life).catch((error: unknown) => this.blame(error)) }
  }

  /** A defect of the model itself must not pass as a fault of the network. */
  private blame(error: unknown): never {
    if (!(error instanceof HttpPortError)) this.ports.watch.wrongs.push(String(error))
    throw error
  }

  meet(script: Script): void {
    this.script = script
    this.sent = 0
  }

  /** Lets the first of what is held go; false where nothing is. */
  release(): boolean {
    const next = this.held.shift()
    next?.go()
    return next !== undefined
  }

  private async send(request: HttpRequest, life: Life): Promise<HttpResponse> {
    const { platform, watch } = this.ports
    if (request.url.endsWith('/auth/token')) return platform.send(request)
    const call = readCall(request)
    const wanted = call.kind === 'delete' ? watch.sends(life, call.key, this.ports.journal()) : null
    this.sent += 1
    this.letGo()
    const happenings = this.script.get(this.sent) ?? []
    await Promise.resolve()
    for (const happening of happenings) await this.before(happening)
    if (!life.isAlive && happenings.some(({ kind }) => kind === 'dies')) return never()
    this.wanted = wanted
    const answer = this.work(request, call, happenings)
    for (const happening of happenings) await this.after(happening, request)
    if (!life.isAlive) return never()
    this.tell(call, answer)
    return toResponse(answer)
  }

  private async before(happening: Happening): Promise<void> {
    if (happening.kind === 'deed') happening.deed()
    if (happening.kind === 'slow-way') await this.hold(happening.after)
    if (happening.kind === 'dies' && happening.when === 'before') this.ports.die(happening.keeps)
  }

  private async after(happening: Happening, request: HttpRequest): Promise<void> {
    if (happening.kind === 'dies' && happening.when === 'after') this.ports.die(happening.keeps)
    if (happening.kind === 'late') await this.hold(happening.after)
    if (happening.kind === 'twice') void this.repeat(request, happening.after)
  }

  private async repeat(request: HttpRequest, after: number): Promise<void> {
    if (after > 0) await this.hold(after)
    this.isRepeating = true
    try {
      this.ports.platform.answer(request)
    } finally {
      this.isRepeating = false
    }
  }

  private work(request: HttpRequest, call: Call, happenings: readonly Happening[]): ScriptedAnswer {
    const { platform } = this.ports
    const fault = happenings.find((happening) => happening.kind === 'fault')?.fault ?? null
    const lie = happenings.find((happening) => happening.kind === 'lie')?.lie ?? null
    platform.fault = () => fault
    try {
      const answer = platform.answer(request, call.parts)
      if (lie === null || !isSound(answer)) return answer
      if (call.kind === 'copy') return { body: (answer.body ?? '').slice(0, -1) }
      return call.kind === 'list' ? this.twist(answer, lie) : answer
    } catch (error) {
      if (error instanceof HttpPortError) return { problem: error.problem }
      throw error
    } finally {
      platform.fault = () => null
    }
  }

  private twist(answer: ScriptedAnswer, lie: 'empty' | 'short' | 'cut' | 'page'): ScriptedAnswer {
    const { body = '' } = answer
    if (lie === 'page') return { body: '<html>Sign in</html>' }
    if (lie === 'cut') return { body: body.slice(0, -2) }
    this.ports.watch.lies()
    const rows = JSON.parse(body) as unknown[]
    return { body: JSON.stringify(lie === 'empty' ? [] : rows.slice(0, -1)) }
  }

  private tell(call: Call, answer: ScriptedAnswer): void {
    const { watch } = this.ports
    if (call.kind === 'delete') watch.answered(call.key, provenBy(answer), answer.status === 429)
    const rows = call.kind === 'list' && isSound(answer) ? readRows(answer.body ?? '') : null
    if (rows !== null) watch.lists(call.segmentIds, rows)
  }

  private hold(after: number): Promise<void> {
    return new Promise((go) => this.held.push({ until: this.sent + after, go }))
  }

  private letGo(): void {
    if (this.held.length === 0) return
    const going = this.held.filter(({ until }) => until <= this.sent)
    this.held = this.held.filter(({ until }) => until > this.sent)
    for (const { go } of going) go()
  }
}

function isSound({ problem, status = 200, body }: ScriptedAnswer): boolean {
  return problem === undefined && status === 200 && body !== expiredToken.body
}

function never(): Promise<never> {
  return new Promise(() => undefined)
}

function provenBy({ problem, status = 200, body }: ScriptedAnswer): Answer {
  if (problem !== undefined || status >= 500) return 'lost'
  return status === 429 || status === 401 || body === expiredToken.body ? 'not-run' : 'answered'
}

function readCall({ method, url }: HttpRequest): Call {
  const parts = readQuery(url)
  const { path } = parts
  const query = new Map(parts.parameters)
  const segmentId = Number(/\/assets\/(\d+)/.exec(path)?.[1] ?? 0)
  const ids = query.get('segmentIds')
  return {
    parts,
    kind: method === 'DELETE' ? 'delete' : path.endsWith('/list') ? 'list' : 'copy',
    segmentIds: ids === undefined ? [segmentId] : ids.split(',').map(Number),
    key: assetKey({
      ...{ context: benchContext, segmentId, locale: query.get('locale') ?? null },
      ...{ relativePath: query.get('relativePath') ?? '', name: query.get('filename') ?? '' },
    }),
  }
}

function readRows(body: string): Row[] | null {
  try {
    return (JSON.parse(body) as StoredFile[]).map(toRow)
  } catch {
    return null
  }
}

export function toRow(file: StoredFile): Row {
  const { segmentId, locale, relativePath, name } = file
  const key = assetKey({ context: benchContext, segmentId, locale, relativePath, name })
  return { key, segmentId, version: versionOf(file) }
}
