import { WordbeeError, withDetail } from '../wordbee-error'
import type { Lane } from './lane'
import { rankOf } from './rolling-hour'

export interface Waiter {
  readonly lane: Lane
  /** Calls that must have room at once. */
  readonly calls: number
  /** Lets it go on with room for so many calls. */
  readonly admit: (calls: number) => void
  /** Ends its wait with `stopped`. */
  readonly refuse: () => void
}

/** Those who wait for room, the higher lane first and in a lane who came first. */
export class WaitingLine {
  private readonly waiters: Waiter[] = []

  /** Waits until whoever serves the line admits it, and tells for how many calls. Failure: `stopped`, by the signal. */
  wait(lane: Lane, calls: number, signal: AbortSignal | undefined): Promise<number> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        if (this.remove(waiter)) reject(stopped())
      }
      const waiter: Waiter = {
        lane,
        calls,
        refuse: leave,
        admit: (admitted) => {
          signal?.removeEventListener('abort', leave)
          this.remove(waiter)
          resolve(admitted)
        },
      }
      this.waiters.push(waiter)
      signal?.addEventListener('abort', leave, { once: true })
      if (signal?.aborted === true) leave()
    })
  }

  /** In the order in which they may be served. Array sort is stable: who came first stays first in a lane. */
  inOrder(): readonly Waiter[] {
    return [...this.waiters].sort((one, other) => rankOf(one.lane) - rankOf(other.lane))
  }

  private remove(waiter: Waiter): boolean {
    const at = this.waiters.indexOf(waiter)
    if (at !== -1) this.waiters.splice(at, 1)
    return at !== -1
  }
}

export function stopped(): WordbeeError {
  return new WordbeeError(withDetail('stopped', ''), { status: null, nothingWasDone: true })
}
