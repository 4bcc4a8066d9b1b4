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
import { LazyValue } from '../lib/lazy-value'
import { SerialQueue } from '../lib/serial-queue'
import type { Clock } from '../ports'
import { ActivityIndex } from './activity-index'
import { ActivityLogs, type ActivityStorage } from './activity-logs'
import { ChainVerifier, type ChainBreak } from './chain-verifier'
import type { TimedFact } from './entry'
import { exportEntries } from './export-entries'
import { createReceipt } from './receipt'
import type { ActivityFact, ActivityRecorder } from './recorder'

export interface ActivityPorts extends ActivityStorage {
  readonly clock: Clock
  /** The name of the user of this computer. */
  readonly userName: () => string
  /** A text of the catalogue in the current locale. */
  readonly text: (key: MessageKey) => string
  /** Called after each attempt to write. */
  readonly onChange: (head: ActivityHead) => void
}

/** Entries to verify before yielding to the event loop. */
const entriesPerTurn = 2_000

interface OpenedActivity {
  readonly logs: ActivityLogs
  readonly index: ActivityIndex
}

/** The record of everything that this computer deleted, restored or uploaded. Opened on first use. */
export class Activity implements ActivityRecorder {
  private readonly opened = new LazyValue(() => this.loadLogs())
  private readonly unsaved: TimedFact[] = []
  private readonly queue = new SerialQueue()

  constructor(private readonly ports: ActivityPorts) {}

  async recordFacts(facts: readonly ActivityFact[]): Promise<void> {
    if (facts.length === 0) return
    const { clock, userName } = this.ports
    const metadata = { at: clock.now(), user: userName() }
    this.unsaved.push(...facts.map((fact) => ({ fact, ...metadata })))
    await this.writeUnsaved()
  }

  /** Records the facts for which there is no entry of the same run, action and file yet. Throws the errors of the disk. */
  async recordMissingFacts(facts: readonly ActivityFact[]): Promise<void> {
    const { logs } = await this.opened.get()
    const runIds = new Set(facts.map(({ jobId }) => jobId))
    const known = new Set(logs.entries.filter(({ jobId }) => runIds.has(jobId)).map(factKey))
    await this.recordFacts(facts.filter((fact) => !known.has(factKey(fact))))
    if (this.unsaved.length > 0) throw new Error('the activity log could not be written')
  }

  /** Resolves after an attempt to write everything unsaved. Never rejects. */
  async flush(): Promise<void> {
    await this.writeUnsaved()
  }

  /** One page, newest first. Throws the errors of the disk. */
  async getPage(request: ActivityPageRequest): Promise<ActivityPage> {
    await this.writeUnsaved()
    const { logs, index } = await this.opened.get()
    const found = index.findPositions(request)
    const start = Math.max(0, found.length - request.skip - request.take)
    const positions = found.slice(start, Math.max(0, found.length - request.skip)).reverse()
    return {
      rows: positions.flatMap((position) => logs.entries[position] ?? []),
      matching: found.length,
      total: logs.entries.length,
      accounts: index.listAccounts(),
      readOnlyFiles: logs.readOnlyFiles(),
      unsaved: this.unsaved.length,
    }
  }

  /**
   * Reads the log from disk again and verifies the chain against its recorded end, against the head known before, and against
   * `pinned`, such as the head of a receipt. Throws the errors of the disk.
   */
  async verifyChain(pinned?: ActivityHead): Promise<ActivityCheck> {
    await this.writeUnsaved()
    const before = (await this.opened.get()).logs.currentHead()
    // Queued behind the appends, so that no entry is half-written while it is read.
    const { logs } = await this.queue.run(() => {
      this.opened.reset()
      return this.opened.get()
    })
    const firstBreak = await this.findBreak(logs, pinned === undefined ? [before] : [before, pinned])
    return firstBreak === null
      ? { whole: true, head: logs.currentHead() }
      : { whole: false, head: logs.currentHead(), ...firstBreak }
  }

  /** All matching entries as text, oldest first, in pieces. Throws the errors of the disk. */
  async *exportText(format: ActivityFormat, filter: ActivityFilter): AsyncGenerator<string> {
    const { logs, index } = await this.opened.get()
    const entries = index.findPositions(filter).flatMap((position) => logs.entries[position] ?? [])
    for (const piece of exportEntries(format, entries)) yield piece
  }

  /** Null if no entry belongs to this run. */
  async getReceipt(runId: string): Promise<ActivityReceipt | null> {
    const { logs } = await this.opened.get()
    const entries = logs.entries.filter((entry) => entry.jobId === runId)
    const madeAt = new Date(this.ports.clock.now()).toISOString()
    return entries.length === 0
      ? null
      : createReceipt({ jobId: runId, entries, head: logs.currentHead(), madeAt }, this.ports.text)
  }

  private async loadLogs(): Promise<OpenedActivity> {
    const logs = await ActivityLogs.openLogs(this.ports)
    return { logs, index: new ActivityIndex(logs.entries, this.ports.text) }
  }

  /** Writes what is not on disk yet. If that fails it stays queued, and `unsaved` reports it. */
  private writeUnsaved(): Promise<void> {
    return this.queue.run(async () => {
      const batch = [...this.unsaved]
      if (batch.length === 0) return
      const isSaved = await this.appendBatch(batch)
      if (isSaved) this.unsaved.splice(0, batch.length)
      const opened = await this.opened.get().catch(() => null)
      if (opened !== null) this.ports.onChange(opened.logs.currentHead())
    })
  }

  private async appendBatch(batch: readonly TimedFact[]): Promise<boolean> {
    try {
      await (await this.opened.get()).logs.appendFacts(batch)
      return true
    } catch {
      // After any error the facts stay queued and are written with the next ones.
      return false
    }
  }

  private async findBreak(logs: ActivityLogs, pins: readonly ActivityHead[]): Promise<ChainBreak | null> {
    const verifier = new ChainVerifier(this.ports.hash)
    let verifiedCount = 0
    for (const { entries, isCut, pin } of logs.chainFiles()) {
      for (const entry of entries) {
        verifier.addEntry(entry)
        verifiedCount += 1
        if (verifiedCount % entriesPerTurn === 0) await this.ports.clock.sleep(0)
      }
      if (isCut) verifier.addUnreadableTail()
      verifier.checkPin(pin)
    }
    for (const pin of pins) verifier.checkPin(pin)
    return verifier.firstBreak()
  }
}

function factKey({ jobId, act, asset }: Pick<ActivityEntry, 'jobId' | 'act' | 'asset'>): string {
  return JSON.stringify([jobId, act, assetKey(asset)])
}
