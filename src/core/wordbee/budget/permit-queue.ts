import { WordbeeError, failureWithDetail } from '../wordbee-error'
import type { Priority } from './priority'
import { priorityRank } from './rolling-hour'

export interface QueuedCall {
  readonly priority: Priority
  /** Calls that must have room at once. */
  readonly calls: number
  /** Lets it go on with room for so many calls. */
  readonly admit: (calls: number) => void
  /** Ends its wait with `stopped`. */
  readonly refuse: () => void
}

/** Those who wait for room, the higher lane first and in a lane who came first. */
export class PermitQueue {
  private readonly queue: QueuedCall[] = []

  /** Waits until whoever serves the line admits it, and tells for how many calls. Failure: `stopped`, by the signal. */
  wait(priority: Priority, calls: number, signal: AbortSignal | undefined): Promise<number> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        if (this.remove(waiter)) reject(stoppedError())
      }
      const waiter: QueuedCall = {
        priority,
        calls,
        refuse: leave,
        admit: (admitted) => {
          signal?.removeEventListener('abort', leave)
          this.remove(waiter)
          resolve(admitted)
        },
      }
      this.queue.push(waiter)
      signal?.addEventListener('abort', leave, { once: true })
      if (signal?.aborted === true) leave()
    })
  }

  /** In the order in which they may be served. Array sort is stable: who came first stays first in a lane. */
  inOrder(): readonly QueuedCall[] {
    return [...this.queue].sort((one, other) => priorityRank(one.priority) - priorityRank(other.priority))
  }

  private remove(waiter: QueuedCall): boolean {
    const at = this.queue.indexOf(waiter)
    if (at !== -1) this.queue.splice(at, 1)
    return at !== -1
  }
}

export function stoppedError(): WordbeeError {
  return new WordbeeError(failureWithDetail('stopped', ''), { status: null, nothingWasDone: true })
}
