import { stoppedError } from '../wordbee-error'
import type { Priority } from './priority'
import { priorityRank } from './rolling-hour'

export interface QueuedCall {
  readonly priority: Priority
  /** Number of calls that must fit at once. */
  readonly calls: number
  /** Ends the wait with quota for this many calls. */
  readonly admit: (calls: number) => void
  /** Ends the wait with `stopped`. */
  readonly refuse: () => void
}

/** Calls that wait for quota, by priority and then by arrival. */
export class PermitQueue {
  private readonly queue: QueuedCall[] = []

  /** Waits until the call is admitted; resolves with the number of calls granted. Failure: `stopped`, by the signal. */
  wait(priority: Priority, calls: number, signal: AbortSignal | undefined): Promise<number> {
    return new Promise((resolve, reject) => {
      const refuse = (): void => {
        if (this.remove(waiter)) reject(stoppedError())
      }
      const waiter: QueuedCall = {
        priority,
        calls,
        refuse,
        admit: (admitted) => {
          signal?.removeEventListener('abort', refuse)
          this.remove(waiter)
          resolve(admitted)
        },
      }
      this.queue.push(waiter)
      signal?.addEventListener('abort', refuse, { once: true })
      if (signal?.aborted === true) refuse()
    })
  }

  /** The queue in the order of service; the sort is stable, so equal priorities keep their order of arrival. */
  inOrder(): readonly QueuedCall[] {
    return [...this.queue].sort((one, other) => priorityRank(one.priority) - priorityRank(other.priority))
  }

  private remove(waiter: QueuedCall): boolean {
    const index = this.queue.indexOf(waiter)
    if (index !== -1) this.queue.splice(index, 1)
    return index !== -1
  }
}
