import type { Clock } from '../ports'

/** What the speed is taken over, milliseconds: long enough to be steady, short enough to show a line that stalls. */
const windowMs = 5_000
/** Bytes that come within so many milliseconds make one sample. */
const sampleMs = 250
/** Nothing is said of a shorter time. */
const minSpanMs = 500

/** How fast bytes move, over the last seconds. */
export class Speed {
  private samples: { readonly from: number; bytes: number }[] = []

  constructor(private readonly clock: Pick<Clock, 'elapsed'>) {}

  addBytes(bytes: number): void {
    if (bytes <= 0) return
    const now = this.clock.elapsed()
    const last = this.samples.at(-1)
    if (last !== undefined && now - last.from < sampleMs) last.bytes += bytes
    else this.samples.push({ from: now, bytes })
    this.dropOldSamples(now)
  }

  /** Nothing moves any more: what comes next is measured anew. */
  reset(): void {
    this.samples = []
  }

  /** Bytes in a second; null while nothing moves, and while too little time went by to tell. */
  bytesPerSecond(): number | null {
    const now = this.clock.elapsed()
    this.dropOldSamples(now)
    const [first] = this.samples
    if (first === undefined || now - first.from < minSpanMs) return null
    const bytes = this.samples.reduce((sum, sample) => sum + sample.bytes, 0)
    return (bytes * 1_000) / (now - first.from)
  }

  private dropOldSamples(now: number): void {
    while (this.samples[0] !== undefined && now - this.samples[0].from > windowMs) this.samples.shift()
  }
}
