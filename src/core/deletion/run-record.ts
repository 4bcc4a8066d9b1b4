import type { Asset, AssetKey } from '../../shared/asset'
import type {
  DeletionChange,
  FileState,
  DeletionFile,
  DeletionStop,
  DeletionRun,
} from '../../shared/deletion'
import { toFailure } from '../wordbee/wordbee-error'
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

/** What is known of a run as a whole. */
type RunFacts = Omit<DeletionRun, 'files' | 'revision' | 'waitingUntil'>

/**
 * The progress of a run: the state for the windows, and the journal that is written first (docs/rules.md#p5). A step costs the
 * same in a run of any size: it changes one file in place, and windows receive what changed.
 */
export class RunRecord {
  facts: RunFacts
  private readonly files: DeletionFile[]
  private readonly indexes: ReadonlyMap<AssetKey, number>
  private revision = 0
  private readonly pending = { since: 0, indexes: new Set<number>() }
  /** Copied when it is read, because callers keep it. */
  private copy: DeletionRun | null = null
  /** An outcome that no one waited for could not be written. */
  private hasFailed = false
  private lastLine: Promise<void> = Promise.resolve()

  constructor(
    start: DeletionRun,
    private readonly journal: RunJournal,
    private readonly onChange: () => void,
  ) {
    const { files, revision: _revision, waitingUntil: _waitingUntil, ...facts } = start
    this.facts = facts
    this.files = [...files]
    this.indexes = new Map(files.map((file, n) => [file.key, n]))
  }

  /** The whole state. Costs as much as the run has files, so it is not for the steps of one file. */
  get view(): DeletionRun {
    this.copy ??= { ...this.facts, files: [...this.files], revision: this.revision, waitingUntil: null }
    return this.copy
  }

  /** What changed since the last call; the first is that since the start. */
  takeChange(): Omit<DeletionChange, 'waitingUntil'> {
    const { since, indexes } = this.pending
    const { id: runId, phase, vanished, stop, stopRequested } = this.facts
    const files = [...indexes].flatMap((n) => {
      const file = this.files[n]
      return file === undefined ? [] : { n, outcome: file.outcome, copyId: file.copyId, answer: file.answer }
    })
    indexes.clear()
    this.pending.since = this.revision
    return { runId, phase, vanished, stop, stopRequested, since, files, revision: this.revision }
  }

  update(change: Partial<RunFacts>): void {
    this.facts = { ...this.facts, ...change }
    this.changed()
  }

  /** Settles every file. */
  settleAll(settle: (file: DeletionFile) => FileState): void {
    for (const [n, file] of this.files.entries()) {
      const outcome = settle(file)
      if (outcome !== file.outcome) this.replace(n, { ...file, outcome })
    }
    this.changed()
  }

  waiting(): DeletionFile[] {
    return this.files.filter((file) => file.outcome.state === 'waiting')
  }

  isWaiting(file: DeletionFile): boolean {
    return this.stateOf(file).outcome.state === 'waiting'
  }

  isSending(file: DeletionFile): boolean {
    return this.stateOf(file).outcome.state === 'asking'
  }

  /** Records the other files of the touched segments before the first DELETE. */
  async recordOthers(others: readonly Asset[]): Promise<void> {
    await this.writeLine(this.journal.recordOthers(others))
  }

  async recordCopyAtRisk(asset: Asset, copyId: string): Promise<void> {
    await this.writeLine(this.journal.recordCopyAtRisk(asset, copyId))
  }

  recordCopy(file: DeletionFile, copyId: string | null): void {
    this.settle(file, { copyId })
  }

  /**
   * Records that a DELETE is about to be sent. False if it may no longer be sent once the intent is on disk. Then another
   * line records the actual state, so that the next start does not take the file for deleted.
   */
  async recordIntent(file: DeletionFile, maySend: () => boolean): Promise<boolean> {
    await this.writeLine(this.journal.recordIntent(this.indexOf(file), this.stateOf(file).copyId))
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

  /**
   * Records the response to a DELETE without waiting for the disk: the intent is there, so a crash before the line is written
   * leaves a file that the next listing settles. A failure stops the run before its next step.
   */
  recordAnswer(file: DeletionFile, answer: string): void {
    this.settle(file, { outcome: { state: 'asked' }, answer })
    const line = this.journal.recordState(this.indexOf(file), this.stateOf(file))
    this.lastLine = line.catch(() => {
      this.hasFailed = true
    })
  }

  /** Resolves when every line is on disk. Stops the run if one of them cannot be written. */
  async flush(): Promise<void> {
    await this.lastLine
    await this.writeLine(Promise.resolve())
  }

  /** A failure is harmless: without this line the next start shows the run as interrupted and settles it by a listing. */
  async recordEnd(): Promise<void> {
    await this.journal.recordEnd(this.view).catch(() => undefined)
  }

  private settle(file: DeletionFile, change: Partial<DeletionFile>): void {
    this.replace(this.indexOf(file), { ...this.stateOf(file), ...change })
    this.changed()
  }

  private replace(n: number, file: DeletionFile): void {
    if (n < 0) return
    this.files[n] = file
    this.pending.indexes.add(n)
  }

  private changed(): void {
    this.revision += 1
    this.copy = null
    this.onChange()
  }

  private writeState(file: DeletionFile): Promise<void> {
    return this.writeLine(this.journal.recordState(this.indexOf(file), this.stateOf(file)))
  }

  /** Stops the run if a step cannot be recorded. */
  private async writeLine(line: Promise<void>): Promise<void> {
    try {
      await line
      if (this.hasFailed) throw new Error('an earlier line is missing')
    } catch {
      throw new RunStopError({ reason: 'journal-failed' })
    }
  }

  /** The current state of a file; the caller's may be older. */
  private stateOf(file: DeletionFile): DeletionFile {
    return this.files[this.indexOf(file)] ?? file
  }

  private indexOf(file: DeletionFile): number {
    return this.indexes.get(file.key) ?? -1
  }
}
