import type { ActivityEntry, ActivityHead, ActivityProblem } from '../../shared/activity'
import type { HashPort } from '../ports'
import { hashEntry, emptyHead } from './entry'

export interface ChainBreak {
  readonly brokenAt: number
  readonly problem: ActivityProblem
}

/**
 * Verifies the chain and finds the first entry that is not as it was written. If two entries do not fit together, the earlier
 * one is reported, because the later one recorded its hash.
 */
export class ChainVerifier {
  private head: ActivityHead = emptyHead
  private readonly hashOfSeq = new Map<number, string>()
  private currentBreak: ChainBreak | null = null

  constructor(private readonly hashes: HashPort) {}

  /** Takes one entry at a time, so that the caller can pause in a long chain. */
  addEntry(entry: ActivityEntry): void {
    this.currentBreak ??= this.breakAt(entry)
    this.head = { seq: entry.seq, hash: entry.hash }
    this.hashOfSeq.set(entry.seq, entry.hash)
  }

  /** The readable entries of a file end here, and something unreadable follows. */
  addUnreadableTail(): void {
    this.currentBreak ??= { brokenAt: this.head.seq + 1, problem: 'unreadable' }
  }

  /** Compares with a head recorded elsewhere. All entries up to it must have been added. */
  checkPin(pin: ActivityHead): void {
    const pinBreak = this.breakAtPin(pin)
    if (pinBreak === null) return
    // After a break numbers are meaningless, but a hash before it still counts.
    const isFirst =
      this.currentBreak === null ||
      (pinBreak.problem === 'edited' && pinBreak.brokenAt < this.currentBreak.brokenAt)
    if (isFirst) this.currentBreak = pinBreak
  }

  firstBreak(): ChainBreak | null {
    return this.currentBreak
  }

  private breakAtPin(pin: ActivityHead): ChainBreak | null {
    if (pin.seq === 0) return null
    if (this.head.seq < pin.seq) return { brokenAt: this.head.seq + 1, problem: 'missing' }
    const hash = this.hashOfSeq.get(pin.seq)
    if (hash === undefined) return { brokenAt: pin.seq, problem: 'missing' }
    return hash === pin.hash ? null : { brokenAt: pin.seq, problem: 'edited' }
  }

  private breakAt(entry: ActivityEntry): ChainBreak | null {
    const { head } = this
    const next = head.seq + 1
    if (entry.seq > next) return { brokenAt: next, problem: 'missing' }
    if (entry.seq < next) return { brokenAt: next, problem: 'out-of-order' }
    const { hash, ...unhashed } = entry
    if (entry.previousHash !== head.hash) return { brokenAt: Math.max(head.seq, 1), problem: 'edited' }
    return hashEntry(unhashed, this.hashes) === hash ? null : { brokenAt: entry.seq, problem: 'edited' }
  }
}

/** Whether an entry is still the one whose hash was recorded. */
export function matchesPin(entry: ActivityEntry | undefined, pin: ActivityHead, hashes: HashPort): boolean {
  if (entry === undefined) return false
  const { hash, ...unhashed } = entry
  return hash === pin.hash && hashEntry(unhashed, hashes) === hash
}
