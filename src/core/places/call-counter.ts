import type { PlaceCost } from '../../shared/place'

/** Calls that a place may cost without being reported. */
const unreportedCalls = 20
/** Calls that a place may cost without approval: a tenth of the default allowance. */
const callsWithoutApproval = 100

/** Thrown when the user does not approve the cost of a place; it is not opened. */
export class NotApprovedError extends Error {
  override readonly name = 'NotApprovedError'
}

export interface CallCounterPorts {
  readonly estimateWaitMs: (calls: number) => number
  /** Called whenever the estimate of the remaining cost changes. Resolves with false if the user refuses it. */
  readonly onCost: (cost: PlaceCost, needsApproval: boolean) => Promise<boolean>
}

/**
 * Counts the calls that a place costs. It reports a large cost in advance, and requires approval for a very large one or if
 * the calls do not fit the hour. An approved estimate may be exceeded up to twofold.
 */
export class CallCounter {
  private spent = 0
  private approved = callsWithoutApproval

  constructor(private readonly ports: CallCounterPorts) {}

  count(): void {
    this.spent += 1
  }

  /** Reports the expected cost; `calls` is the number still to make. Throws `NotApprovedError`. */
  async confirmCost({ calls, segments }: Omit<PlaceCost, 'waitMs'>): Promise<void> {
    const total = this.spent + calls
    if (total <= unreportedCalls) return
    const waitMs = this.ports.estimateWaitMs(calls)
    const needsApproval = total > this.approved || (waitMs > 0 && this.approved === callsWithoutApproval)
    if (!(await this.ports.onCost({ calls, segments, waitMs }, needsApproval))) throw new NotApprovedError()
    if (needsApproval) this.approved = Math.max(total, callsWithoutApproval) * 2
  }
}
