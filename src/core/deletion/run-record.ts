import type { Asset, AssetKey } from '../../shared/asset'
import type { FileState, DeletionFile, DeletionStop, DeletionRun } from '../../shared/deletion'
import { toFailure } from '../wordbee/wordbee-error'
import { withChange } from './run-state'
import type { RunJournal } from './journal'
import { SuspiciousListingError } from './snapshot'

/** Thrown to end a run early. */
export class RunStopError extends Error {
  override readonly name = 'RunStopError'
  constructor(readonly stop: DeletionStop) {
    super(stop.reason)
  }
}

/** Why a run ends early, from the error that ended it. */
export function toStop(error: unknown): DeletionStop {
  if (error instanceof RunStopError) return error.stop
  if (error instanceof SuspiciousListingError) return { reason: 'listing-suspicious' }
  return { reason: 'listing-failed', failure: toFailure(error) }
}

/** The progress of a run: the view for the windows, and the journal that is written first (docs/rules.md#p5). */
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

  /** Records the other files of the touched segments before the first DELETE. */
  async recordOthers(others: readonly Asset[]): Promise<void> {
    await this.writeLine(this.journal.recordOthers(others))
  }

  async recordCopyAtRisk(asset: Asset, copyId: string): Promise<void> {
    await this.writeLine(this.journal.recordCopyAtRisk(asset, copyId))
  }

  /**
   * Records that a DELETE is about to be sent. False if it may no longer be sent once the intent is on disk. Then another
   * line records the actual state, so that the next start does not take the file for deleted.
   */
  async recordIntent(file: DeletionFile, maySend: () => boolean): Promise<boolean> {
    await this.writeLine(this.journal.recordIntent(this.indexOf(file), this.viewOf(file).copyId))
    if (!maySend()) {
      await this.writeState(file)
      return false
    }
    this.settle(file, { outcome: { state: 'asking' } })
    return true
  }

  /** Records the state of a file, and the response of the server if there was one. */
  async recordOutcome(file: DeletionFile, outcome: FileState, answer?: string): Promise<void> {
    this.settle(file, answer === undefined ? { outcome } : { outcome, answer })
    await this.writeState(file)
  }

  /** A failure is harmless: without this line the next start shows the run as interrupted and settles it by a listing. */
  async recordEnd(): Promise<void> {
    await this.journal.recordEnd(this.view).catch(() => undefined)
  }

  private settle(file: DeletionFile, change: Partial<DeletionFile>): void {
    this.update(withChange(this.view, file.key, change))
  }

  private writeState(file: DeletionFile): Promise<void> {
    return this.writeLine(this.journal.recordState(this.indexOf(file), this.viewOf(file)))
  }

  /** Stops the run if a step cannot be recorded. */
  private async writeLine(line: Promise<void>): Promise<void> {
    try {
      await line
    } catch {
      throw new RunStopError({ reason: 'journal-failed' })
    }
  }

  /** The current state of a file; the caller's may be older. */
  private viewOf(file: DeletionFile): DeletionFile {
    return this.view.files[this.indexOf(file)] ?? file
  }

  private indexOf(file: DeletionFile): number {
    return this.indexes.get(file.key) ?? -1
  }
}
