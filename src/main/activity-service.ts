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

/** The activity log on the real disk, and the jobs that are written into it when they end. */
export class ActivityService {
  readonly log: Activity
  private last: Promise<void> = Promise.resolve()

  constructor(
    folder: string,
    private readonly copies: () => Promise<readonly CopyHash[]>,
  ) {
    this.log = new Activity({
      ...{ logs: new DiskLogFiles(folder), files: new DiskFiles(folder), hash: nodeHash },
      ...{ clock: systemClock, userName: computerUser, text },
      onChange: (head) => broadcast('watchActivity', head),
    })
  }

  recordRun(job: DeletionRun): void {
    this.last = this.last.then(() => this.record(job))
  }

  /** Settles when everything is written that the disk takes. */
  async close(): Promise<void> {
    await this.last
    await this.log.flush()
  }

  /** Of a job that ended in an earlier run: only what is missing. Rejects where it can't be written. */
  async ensureRecorded(job: DeletionRun): Promise<void> {
    await this.log.recordMissingFacts(await this.factsOf(job))
  }

  private async record(job: DeletionRun): Promise<void> {
    await this.log.recordFacts(await this.factsOf(job))
  }

  /** With the hash of each copy that was kept of its files. */
  private async factsOf(job: DeletionRun): Promise<ActivityFact[]> {
    const hashes = new Map((await this.listCopies()).map(({ id, sha256 }) => [id, sha256]))
    return toDeletionFacts(job, (id) => (id === null ? null : (hashes.get(id) ?? null)))
  }

  /** A bin that cannot be read now costs the entries their hash, not the record. */
  private async listCopies(): Promise<readonly CopyHash[]> {
    try {
      return await this.copies()
    } catch (error) {
      logError('copies not listed for the activity log', error)
      return []
    }
  }
}
