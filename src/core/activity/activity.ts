import type {
  ActivityCheck,
  ActivityEntry,
  ActivityFilter,
  ActivityFormat,
  ActivityHead,
  ActivityPage,
  ActivityPageRequest,
  ActivityReceipt,
} from '../../shared/activity'
import type { MessageKey } from '../../shared/messages/catalogue'
import { assetKey } from '../assets/asset-key'
import type { Clock } from '../ports'
import { ActivityIndex } from './activity-index'
import { ActivityLogs, type ActivityStorage } from './activity-logs'
import { ChainWalk, type ChainBreak } from './check-chain'
import type { TimedFact } from './entry'
import { exportEntries } from './export-entries'
import { makeReceipt } from './receipt'
import type { ActivityFact, ActivityRecorder } from './recorder'

export interface ActivityPorts extends ActivityStorage {
  readonly clock: Clock
  /** Name of the user of this computer. */
  readonly userName: () => string
  /** A text of the catalogue, in the language of the moment. */
  readonly text: (key: MessageKey) => string
  /** Something was written, or could not be. */
  readonly onChange: (head: ActivityHead) => void
}

/** Entries after which a long walk lets others have their turn. */
const breath = 2_000

interface Opened {
  readonly logs: ActivityLogs
  readonly index: ActivityIndex
}

/** The record of every destructive or writing act of this computer. Opened when it is first needed. */
export class Activity implements ActivityRecorder {
  private opening: Promise<Opened> | null = null
  private readonly unsaved: TimedFact[] = []
  private last: Promise<unknown> = Promise.resolve()

  constructor(private readonly ports: ActivityPorts) {}

  async record(facts: readonly ActivityFact[]): Promise<void> {
    if (facts.length === 0) return
    const { clock, userName } = this.ports
    const about = { at: clock.now(), user: userName() }
    this.unsaved.push(...facts.map((fact) => ({ fact, ...about })))
    await this.save()
  }

  /** Records what no entry of the same job and file tells yet. Throws what the disk throws. */
  async recordMissing(facts: readonly ActivityFact[]): Promise<void> {
    const { logs } = await this.open()
    const jobs = new Set(facts.map(({ jobId }) => jobId))
    const known = new Set(logs.entries.filter(({ jobId }) => jobs.has(jobId)).map(keyOf))
    await this.record(facts.filter((fact) => !known.has(keyOf(fact))))
    if (this.unsaved.length > 0) throw new Error('the activity log could not be written')
  }

  /** Settles when everything is written that the disk takes. Never rejects. */
  async saved(): Promise<void> {
    await this.save()
  }

  /** One page, newest first. Throws what the disk throws. */
  async page(request: ActivityPageRequest): Promise<ActivityPage> {
    await this.save()
    const { logs, index } = await this.open()
    const found = index.find(request)
    const start = Math.max(0, found.length - request.skip - request.take)
    const positions = found.slice(start, Math.max(0, found.length - request.skip)).reverse()
    return {
      rows: positions.flatMap((position) => logs.entries[position] ?? []),
      matching: found.length,
      total: logs.entries.length,
      accounts: index.accounts(),
      readOnlyFiles: logs.readOnlyFiles(),
      unsaved: this.unsaved.length,
    }
  }

  /**
   * Reads the log anew from the disk and walks the chain, up to its remembered end, to what was known before of it, and to
   * `pinned`, such as the head of a receipt. Throws what the disk throws.
   */
  async check(pinned?: ActivityHead): Promise<ActivityCheck> {
    await this.save()
    const before = (await this.open()).logs.end()
    // In turn with the appends, so that nothing is half-written while it is read.
    const { logs } = await this.inTurn(() => {
      this.opening = null
      return this.open()
    })
    const found = await this.walk(logs, pinned === undefined ? [before] : [before, pinned])
    return found === null ? { whole: true, head: logs.end() } : { whole: false, head: logs.end(), ...found }
  }

  /** All that matches, oldest first, as text, piece by piece. Throws what the disk throws. */
  async *export(format: ActivityFormat, filter: ActivityFilter): AsyncGenerator<string> {
    const { logs, index } = await this.open()
    const entries = index.find(filter).flatMap((position) => logs.entries[position] ?? [])
    for (const piece of exportEntries(format, entries)) yield piece
  }

  /** Null where no entry is of this job. */
  async receipt(jobId: string): Promise<ActivityReceipt | null> {
    const { logs } = await this.open()
    const entries = logs.entries.filter((entry) => entry.jobId === jobId)
    const madeAt = new Date(this.ports.clock.now()).toISOString()
    return entries.length === 0
      ? null
      : makeReceipt({ jobId, entries, head: logs.end(), madeAt }, this.ports.text)
  }

  private open(): Promise<Opened> {
    if (this.opening !== null) return this.opening
    const opening = ActivityLogs.open(this.ports).then((logs) => ({
      logs,
      index: new ActivityIndex(logs.entries, this.ports.text),
    }))
    this.opening = opening
    // One that failed is forgotten, so that the next call tries again.
    opening.catch(() => {
      this.opening = null
    })
    return opening
  }

  /** Writes what is not on the disk yet. Where that fails it stays, and is told by `unsaved`. */
  private save(): Promise<void> {
    return this.inTurn(async () => {
      const batch = [...this.unsaved]
      if (batch.length === 0) return
      const isSaved = await this.write(batch)
      if (isSaved) this.unsaved.splice(0, batch.length)
      const opened = await this.open().catch(() => null)
      if (opened !== null) this.ports.onChange(opened.logs.end())
    })
  }

  private async write(batch: readonly TimedFact[]): Promise<boolean> {
    try {
      await (await this.open()).logs.append(batch)
      return true
    } catch {
      // Full, forbidden, gone: whatever the disk has, the facts are kept and asked to be written again.
      return false
    }
  }

  private inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.last.then(work)
    this.last = turn.catch(() => undefined)
    return turn
  }

  private async walk(logs: ActivityLogs, pins: readonly ActivityHead[]): Promise<ChainBreak | null> {
    const walk = new ChainWalk(this.ports.hash)
    let steps = 0
    for (const { entries, isCut, pin } of logs.chain()) {
      for (const entry of entries) {
        walk.step(entry)
        steps += 1
        if (steps % breath === 0) await this.ports.clock.sleep(0)
      }
      if (isCut) walk.cut()
      walk.pin(pin)
    }
    for (const pin of pins) walk.pin(pin)
    return walk.firstBreak()
  }
}

function keyOf({ jobId, act, asset }: Pick<ActivityEntry, 'jobId' | 'act' | 'asset'>): string {
  return JSON.stringify([jobId, act, assetKey(asset)])
}
