import type { PlaceCost } from '../../shared/place'

/** Calls that a place may cost without a word. */
const unannouncedCalls = 20
/** Calls that a place may cost by being told of: a tenth of the usual hour. More must be agreed to. */
const unaskedCalls = 100

/** Thrown where the user does not want to pay; the place is not opened. */
export class NotApprovedError extends Error {
  override readonly name = 'NotApprovedError'
}

export interface CallCounterPorts {
  readonly estimateWaitMs: (calls: number) => number
  /** Told each time when what is left to pay is known better; `asks`: answers whether to go on. */
  readonly onCost: (cost: PlaceCost, asks: boolean) => Promise<boolean>
}

/**
 * Tells what a place will cost before it costs much, and asks where it costs very much or the hour has no room for it; what
 * was agreed to may become twice as much, since an estimate is one.
 */
export class CallCounter {
  private spent = 0
  private approved = unaskedCalls

  constructor(private readonly ports: CallCounterPorts) {}

  count(): void {
    this.spent += 1
  }

  /** Throws `NotApprovedError`. `calls` are those still to make. */
  async expect({ calls, segments }: Omit<PlaceCost, 'waitMs'>): Promise<void> {
    const all = this.spent + calls
    if (all <= unannouncedCalls) return
    const waitMs = this.ports.estimateWaitMs(calls)
    const asks = all > this.approved || (waitMs > 0 && this.approved === unaskedCalls)
    if (!(await this.ports.onCost({ calls, segments, waitMs }, asks))) throw new NotApprovedError()
    if (asks) this.approved = Math.max(all, unaskedCalls) * 2
  }
}
