import type { ClientRequest } from 'electron'
import { HttpPortError } from '../../core/ports'

/** Ends a request that stands still. What it ends with is told by `expired`. */
export class HttpDeadline {
  expired: HttpPortError | null = null
  private timer: NodeJS.Timeout | null = null
  private isOver = false

  constructor(private readonly outgoing: ClientRequest) {}

  /** From now so many milliseconds until the next thing must happen. */
  restart(ms: number, detail: string): void {
    this.pause()
    if (this.isOver) return
    this.timer = setTimeout(() => {
      this.expired = new HttpPortError('timed-out', detail)
      this.outgoing.abort()
    }, ms)
  }

  /** It is our own turn: no server can be late while we read from a disk, or write to one. */
  pause(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }

  stop(): void {
    this.isOver = true
    this.pause()
  }
}
