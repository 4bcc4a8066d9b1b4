import type { ActivityEntry, ActivityHead, ActivityProblem } from '../../shared/activity'
import type { HashPort } from '../ports'
import { hashOf, noHead } from './entry'

export interface ChainBreak {
  readonly brokenAt: number
  readonly problem: ActivityProblem
}

/** Entries in the order in which they stand in one file of the log. */
export interface ChainPart {
  readonly entries: readonly ActivityEntry[]
  /** Whether something stands behind them that cannot be read. */
  readonly isCut: boolean
}

/**
 * Walks the chain and finds the first entry that is not as it was written. Between two entries that do not fit, the earlier
 * one is named: the later one recorded what the earlier one was.
 */
export class ChainWalk {
  private head: ActivityHead = noHead
  private found: ChainBreak | null = null

  constructor(private readonly hashes: HashPort) {}

  /** Entry by entry, so that whoever walks a long chain can pause. */
  step(entry: ActivityEntry): void {
    this.found ??= this.breakAt(entry)
    this.head = { seq: entry.seq, hash: entry.hash }
  }

  /** The readable entries of a file end here, and what stands behind them cannot be read. */
  cut(): void {
    this.found ??= { brokenAt: this.head.seq + 1, problem: 'unreadable' }
  }

  firstBreak(): ChainBreak | null {
    return this.found
  }

  private breakAt(entry: ActivityEntry): ChainBreak | null {
    const { head } = this
    const next = head.seq + 1
    if (entry.seq > next) return { brokenAt: next, problem: 'missing' }
    if (entry.seq < next) return { brokenAt: next, problem: 'out-of-order' }
    const { hash, ...unhashed } = entry
    if (entry.previousHash !== head.hash) return { brokenAt: Math.max(head.seq, 1), problem: 'edited' }
    return hashOf(unhashed, this.hashes) === hash ? null : { brokenAt: entry.seq, problem: 'edited' }
  }
}

/** Whether a remembered end of the chain is still in it. `at` gives the entry of a number, if it is there. */
export function checkPin(
  pin: ActivityHead,
  at: (seq: number) => ActivityEntry | undefined,
): ChainBreak | null {
  if (pin.seq === 0) return null
  const entry = at(pin.seq)
  if (entry === undefined) return { brokenAt: pin.seq, problem: 'missing' }
  return entry.hash === pin.hash ? null : { brokenAt: pin.seq, problem: 'edited' }
}
