import type { DeletionRun } from '../../shared/deletion'
import { SerialQueue } from '../lib/serial-queue'
import type { Subsystem } from '../lifecycle'
import type { Activity } from './activity'
import { toDeletionFacts, type ActivityFact } from './recorder'

interface CopyHash {
  readonly id: string
  readonly sha256: string
}

export interface DeletionRecorderPorts {
  readonly activity: Pick<Activity, 'recordFacts' | 'recordMissingFacts' | 'flush'>
  /** The copies in the recycle bin. */
  readonly listCopies: () => Promise<readonly CopyHash[]>
  readonly onError: (what: string, error: unknown) => void
}

/** Records deletions in the activity log when they end, with the hashes of their copies. */
export class DeletionRecorder implements Subsystem {
  readonly name = 'activity'
  private readonly queue = new SerialQueue()

  constructor(private readonly ports: DeletionRecorderPorts) {}

  recordRun(run: DeletionRun): void {
    void this.queue.run(async () => this.ports.activity.recordFacts(await this.factsOf(run)))
  }

  /** Settles once pending entries are written. */
  async close(): Promise<void> {
    await this.queue.whenIdle()
    await this.ports.activity.flush()
  }

  /** Records what is missing of a deletion from an earlier run of the app. Rejects if it cannot be written. */
  async ensureRecorded(run: DeletionRun): Promise<void> {
    // The run may just be ending, and be recorded by this queue.
    await this.queue.whenIdle()
    await this.ports.activity.recordMissingFacts(await this.factsOf(run))
  }

  private async factsOf(run: DeletionRun): Promise<ActivityFact[]> {
    const hashes = new Map((await this.listCopies()).map(({ id, sha256 }) => [id, sha256]))
    return toDeletionFacts(run, (id) => (id === null ? null : (hashes.get(id) ?? null)))
  }

  /** If the bin cannot be read, entries are recorded without hashes. */
  private async listCopies(): Promise<readonly CopyHash[]> {
    try {
      return await this.ports.listCopies()
    } catch (error) {
      this.ports.onError('copies not listed for the activity log', error)
      return []
    }
  }
}
