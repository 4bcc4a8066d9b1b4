import type { Clock } from '../ports'

/** The speed is an average over this time: long enough to be steady, short enough to show a stalled connection. */
const windowMs = 5_000
/** Bytes within this time are merged into one sample. */
const sampleMs = 250
/** No speed is shown before this time has passed. */
const minSpanMs = 500

/** The average speed over the last seconds. */
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

  /** Forgets all samples, because nothing moves any more. */
  reset(): void {
    this.samples = []
  }

  /** Null while nothing moves, and until enough time has passed. */
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
