import { HttpPortError } from '../../core/ports'

/** Aborts a request that stalls. `expired` contains the resulting error. */
export class HttpDeadline {
  expired: HttpPortError | null = null
  private timer: NodeJS.Timeout | null = null
  private isOver = false

  constructor(private readonly outgoing: { readonly abort: () => void }) {}

  /** Aborts the request after `ms` unless it is restarted, paused or stopped before. `detail` names the phase. */
  restart(ms: number, detail: string): void {
    this.pause()
    if (this.isOver) return
    this.timer = setTimeout(() => {
      this.expired = new HttpPortError('timed-out', detail)
      this.outgoing.abort()
    }, ms)
  }

  /** Pauses while the app itself reads from or writes to a disk. */
  pause(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }

  stop(): void {
    this.isOver = true
    this.pause()
  }
}
