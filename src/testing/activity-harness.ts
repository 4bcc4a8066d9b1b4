import { Activity } from '../core/activity/activity'
import type { ActivityFact } from '../core/activity/recorder'
import type { ActivityHead } from '../shared/activity'
import { en } from '../shared/messages/catalogue'
import { FakeClock, MemoryFiles, nodeHash } from './memory-ports'
import { MemoryDisk, MemoryLogFiles } from './memory-storage'

/** The activity log on an in-memory disk. */
export class ActivityHarness {
  readonly clock = new FakeClock()
  readonly reportedHeads: ActivityHead[] = []
  readonly activity: Activity

  constructor(
    readonly disk = new MemoryDisk(),
    readonly documents = new MemoryFiles(),
  ) {
    this.activity = new Activity({
      logs: new MemoryLogFiles(disk, 'logs'),
      files: documents,
      hash: nodeHash,
      clock: this.clock,
      userName: () => 'ada',
      text: (key) => en[key],
      onChange: (head) => this.reportedHeads.push(head),
    })
  }

  /** Starts the app again on the same disk. */
  restart(): ActivityHarness {
    return new ActivityHarness(this.disk, this.documents)
  }

  readLog(name = 'activity.log'): Uint8Array {
    return this.disk.files.get(`logs/${name}`) ?? new Uint8Array()
  }

  /** Changes the file as another program would. */
  overwriteLog(bytes: Uint8Array, name = 'activity.log'): void {
    this.disk.files.set(`logs/${name}`, bytes)
  }
}

export function sampleFact(name: string, overrides: Partial<ActivityFact> = {}): ActivityFact {
  return {
    act: 'delete',
    result: 'deleted-and-verified',
    reason: null,
    answer: '200',
    asset: {
      context: { family: 'classic', scope: 'pr7214' },
      segmentId: 27_665_601,
      locale: 'en',
      relativePath: '',
      name,
    },
    size: 100,
    sha256: null,
    accountId: 'acme-loc',
    host: 'platform.example',
    connectionName: 'Acme',
    jobId: 'job-1',
    ...overrides,
  }
}
