import type { Asset, AssetKey } from '../../shared/asset'
import type { FileState, DeletionFile, DeletionStop, DeletionRun } from '../../shared/deletion'
import { toFailure } from '../wordbee/wordbee-error'
import { withChange } from './run-state'
import type { RunJournal } from './journal'
import { SuspiciousListingError } from './snapshot'

/** Ends a job early, from however deep. */
export class RunStopError extends Error {
  override readonly name = 'JobStopError'
  constructor(readonly stop: DeletionStop) {
    super(stop.reason)
  }
}

/** Why a job ends early, from whatever ended it. */
export function toStop(error: unknown): DeletionStop {
  if (error instanceof RunStopError) return error.stop
  if (error instanceof SuspiciousListingError) return { reason: 'listing-suspicious' }
  return { reason: 'listing-failed', failure: toFailure(error) }
}

/** What a job has reached: the view that a window sees, and the journal that the disk sees before it (docs/rules.md#p5). */
export class RunRecord {
  view: DeletionRun
  private readonly indexes: ReadonlyMap<AssetKey, number>

  constructor(
    start: DeletionRun,
    private readonly journal: RunJournal,
    private readonly onChange: () => void,
  ) {
    this.view = start
    this.indexes = new Map(start.files.map((file, n) => [file.key, n]))
  }

  update(change: Partial<DeletionRun>): void {
    this.view = { ...this.view, ...change }
    this.onChange()
  }

  waiting(): DeletionFile[] {
    return this.view.files.filter((file) => file.outcome.state === 'waiting')
  }

  isWaiting(file: DeletionFile): boolean {
    return this.viewOf(file).outcome.state === 'waiting'
  }

  isSending(file: DeletionFile): boolean {
    return this.viewOf(file).outcome.state === 'asking'
  }

  /** What else is in the touched segments before anything is asked for. */
  async recordOthers(others: readonly Asset[]): Promise<void> {
    await this.write(this.journal.recordOthers(others))
  }

  async recordCopyAtRisk(asset: Asset, copyId: string): Promise<void> {
    await this.write(this.journal.recordCopyAtRisk(asset, copyId))
  }

  /**
   * Before the DELETE of a file leaves. False where it must not leave any more once the intent is on the disk: then the next
   * line says what the file is, or a start after a death would take it for asked.
   */
  async recordIntent(file: DeletionFile, maySend: () => boolean): Promise<boolean> {
    await this.write(this.journal.recordIntent(this.indexOf(file), this.viewOf(file).copyId))
    if (!maySend()) {
      await this.writeState(file)
      return false
    }
    this.settle(file, { outcome: { state: 'asking' } })
    return true
  }

  /** What became of a file, with what the server said of it where it said something. */
  async recordOutcome(file: DeletionFile, outcome: FileState, answer?: string): Promise<void> {
    this.settle(file, answer === undefined ? { outcome } : { outcome, answer })
    await this.writeState(file)
  }

  /** Without this line the job stands as interrupted at the next start, and is settled by listing: nothing is lost. */
  async recordEnd(): Promise<void> {
    await this.journal.recordEnd(this.view).catch(() => undefined)
  }

  private settle(file: DeletionFile, change: Partial<DeletionFile>): void {
    this.update(withChange(this.view, file.key, change))
  }

  private writeState(file: DeletionFile): Promise<void> {
    return this.write(this.journal.recordState(this.indexOf(file), this.viewOf(file)))
  }

  /** What can't be written down is not done. */
  private async write(line: Promise<void>): Promise<void> {
    try {
      await line
    } catch {
      throw new RunStopError({ reason: 'journal-failed' })
    }
  }

  /** The file as it is by now: the one that a caller has may be older. */
  private viewOf(file: DeletionFile): DeletionFile {
    return this.view.files[this.indexOf(file)] ?? file
  }

  private indexOf(file: DeletionFile): number {
    return this.indexes.get(file.key) ?? -1
  }
}
