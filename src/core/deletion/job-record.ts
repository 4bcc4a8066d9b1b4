import type { AssetKey } from '../../shared/asset'
import type { FileState, JobFile, JobStop, JobView } from '../../shared/deletion'
import { toFailure } from '../wordbee/wordbee-error'
import { withOutcome } from './job-state'
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

/** What a job has reached: the view that a window sees, and the journal that the disk sees before it (P5). */
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

  /** Before the DELETE of a file leaves. */
  async intend(file: JobFile): Promise<void> {
    await this.write(this.journal.intend(this.placeOf(file)))
    this.settle(file, { state: 'asking' })
  }

  async note(file: JobFile, outcome: FileState): Promise<void> {
    this.settle(file, outcome)
    const n = this.placeOf(file)
    await this.write(this.journal.note(n, outcome, this.view.files[n]?.copyId ?? null))
  }

  /** Without this line the job stands as interrupted at the next start, and is settled by listing: nothing is lost. */
  async end(): Promise<void> {
    await this.journal.end(this.view).catch(() => undefined)
  }

  private settle(file: JobFile, outcome: FileState): void {
    this.show(withOutcome(this.view, file.key, outcome))
  }

  /** What can't be written down is not done. */
  private async write(line: Promise<void>): Promise<void> {
    try {
      await line
    } catch {
      throw new JobStopError({ reason: 'journal-failed' })
    }
  }

  private placeOf(file: JobFile): number {
    return this.places.get(file.key) ?? -1
  }
}
