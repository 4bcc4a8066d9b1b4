import { Activity } from '../core/activity/activity'
import { toDeletionFacts, type ActivityFact } from '../core/activity/recorder'
import type { DeletionRun } from '../shared/deletion'
import { DiskFiles } from './adapters/disk-files'
import { DiskLogFiles } from './adapters/disk-log-files'
import { computerUser, nodeHash, systemClock } from './adapters/system-ports'
import { broadcast } from './ipc/router'
import { logError } from './log'
import { text } from './locale'

interface CopyHash {
  readonly id: string
  readonly sha256: string
}

/** The activity log on disk. Records deletions when they end. */
export class ActivityService {
  readonly log: Activity
  private queue: Promise<void> = Promise.resolve()

  constructor(
    folder: string,
    private readonly copies: () => Promise<readonly CopyHash[]>,
  ) {
    this.log = new Activity({
      logs: new DiskLogFiles(folder),
      files: new DiskFiles(folder),
      hash: nodeHash,
      clock: systemClock,
      userName: computerUser,
      text,
      onChange: (change) => broadcast('watchActivity', change),
    })
  }

  recordRun(run: DeletionRun): void {
    this.queue = this.queue.then(() => this.record(run))
  }

  /** Settles once pending entries are written. */
  async close(): Promise<void> {
    await this.queue
    await this.log.flush()
  }

  /** Records what is missing of a deletion from an earlier run of the app. Rejects if it cannot be written. */
  async ensureRecorded(run: DeletionRun): Promise<void> {
    // The run may just be ending, and be recorded by this queue.
    await this.queue
    await this.log.recordMissingFacts(await this.factsOf(run))
  }

  private async record(run: DeletionRun): Promise<void> {
    await this.log.recordFacts(await this.factsOf(run))
  }

  /** Includes the hashes of the backup copies. */
  private async factsOf(run: DeletionRun): Promise<ActivityFact[]> {
    const hashes = new Map((await this.listCopies()).map(({ id, sha256 }) => [id, sha256]))
    return toDeletionFacts(run, (id) => (id === null ? null : (hashes.get(id) ?? null)))
  }

  /** If the bin cannot be read, entries are recorded without hashes. */
  private async listCopies(): Promise<readonly CopyHash[]> {
    try {
      return await this.copies()
    } catch (error) {
      logError('copies not listed for the activity log', error)
      return []
    }
  }
}
