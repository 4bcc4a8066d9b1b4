import type { AppStatus } from '../shared/app-status'
import type { JobView } from '../shared/deletion'
import type { JobHerald } from './job-herald'
import { broadcast } from './ipc/router'
import { paced } from './pace'

/** How often a window is told of a running job, milliseconds: often enough to look alive, whatever the number of files. */
const jobIntervalMs = 80

/** Tells windows what changed: many changes at once as one, and the last one always. */
export class Announcer {
  private statusPending = false
  private readonly jobChanged = paced(() => this.tellJob(), jobIntervalMs)

  constructor(
    private readonly readStatus: () => Promise<AppStatus>,
    private readonly readJob: () => JobView | null,
    private readonly herald: JobHerald,
  ) {}

  announceStatus(): void {
    if (this.statusPending) return
    this.statusPending = true
    setImmediate(() => {
      this.statusPending = false
      void this.readStatus().then((status) => {
        broadcast('watchStatus', status)
      })
    })
  }

  /** A job may begin and end within one interval: its beginning is told at once, and so is its end. */
  announceJob(): void {
    if (this.readJob()?.phase === 'done') this.tellJob()
    else this.jobChanged()
  }

  private tellJob(): void {
    const job = this.readJob()
    if (job === null) return
    broadcast('watchJob', job)
    this.herald.jobChanged(job)
  }
}
