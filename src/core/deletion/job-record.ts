import type { Asset, AssetKey } from '../../shared/asset'
import type { FileState, JobFile, JobStop, JobView } from '../../shared/deletion'
import { toFailure } from '../wordbee/wordbee-error'
import { withChange } from './job-state'
import type { JobJournal } from './journal'
import { SuspiciousListingError } from './snapshot'

/** Ends a job early, from however deep. */
export class JobStopError extends Error {
  override readonly name = 'JobStopError'
  constructor(readonly stop: JobStop) {
    super(stop.reason)
  }
}

/** Why a job ends early, from whatever ended it. */
export function toStop(error: unknown): JobStop {
  if (error instanceof JobStopError) return error.stop
  if (error instanceof SuspiciousListingError) return { reason: 'listing-suspicious' }
  return { reason: 'listing-failed', failure: toFailure(error) }
}

/** What a job has reached: the view that a window sees, and the journal that the disk sees before it (docs/rules.md#p5). */
export class JobRecord {
  view: JobView
  private readonly places: ReadonlyMap<AssetKey, number>

  constructor(
    start: JobView,
    private readonly journal: JobJournal,
    private readonly onChange: () => void,
  ) {
    this.view = start
    this.places = new Map(start.files.map((file, n) => [file.key, n]))
  }

  show(change: Partial<JobView>): void {
    this.view = { ...this.view, ...change }
    this.onChange()
  }

  waiting(): JobFile[] {
    return this.view.files.filter((file) => file.outcome.state === 'waiting')
  }

  isWaiting(file: JobFile): boolean {
    return this.viewOf(file).outcome.state === 'waiting'
  }

  isAsking(file: JobFile): boolean {
    return this.viewOf(file).outcome.state === 'asking'
  }

  /** What else is in the touched segments before anything is asked for. */
  async noteOthers(others: readonly Asset[]): Promise<void> {
    await this.write(this.journal.others(others))
  }

  async noteCopyAtRisk(asset: Asset, copyId: string): Promise<void> {
    await this.write(this.journal.copyAtRisk(asset, copyId))
  }

  /**
   * Before the DELETE of a file leaves. False where it must not leave any more once the intent is on the disk: then the next
   * line says what the file is, or a start after a death would take it for asked.
   */
  async intend(file: JobFile, mayAsk: () => boolean): Promise<boolean> {
    await this.write(this.journal.intend(this.placeOf(file), this.viewOf(file).copyId))
    if (!mayAsk()) {
      await this.writeState(file)
      return false
    }
    this.settle(file, { outcome: { state: 'asking' } })
    return true
  }

  /** What became of a file, with what the server said of it where it said something. */
  async note(file: JobFile, outcome: FileState, answer?: string): Promise<void> {
    this.settle(file, answer === undefined ? { outcome } : { outcome, answer })
    await this.writeState(file)
  }

  /** Without this line the job stands as interrupted at the next start, and is settled by listing: nothing is lost. */
  async end(): Promise<void> {
    await this.journal.end(this.view).catch(() => undefined)
  }

  private settle(file: JobFile, change: Partial<JobFile>): void {
    this.show(withChange(this.view, file.key, change))
  }

  private writeState(file: JobFile): Promise<void> {
    return this.write(this.journal.note(this.placeOf(file), this.viewOf(file)))
  }

  /** What can't be written down is not done. */
  private async write(line: Promise<void>): Promise<void> {
    try {
      await line
    } catch {
      throw new JobStopError({ reason: 'journal-failed' })
    }
  }

  /** The file as it is by now: the one that a caller has may be older. */
  private viewOf(file: JobFile): JobFile {
    return this.view.files[this.placeOf(file)] ?? file
  }

  private placeOf(file: JobFile): number {
    return this.places.get(file.key) ?? -1
  }
}
