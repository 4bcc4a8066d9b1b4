import { z } from 'zod'
import { SerialQueue } from '../lib/serial-queue'
import type { Clock, FilesPort, RandomSource } from '../ports'
import { createJsonDocument } from '../storage/json-document'
import { advance, beginTime, isJump, timeStateSchema, type TimeState } from './advance'

export const timeStampSchema = z.object({
  clock: z.string().regex(/^[\w-]{1,64}$/),
  at: z.number(),
})

/** A moment of trusted time: the id of the counter and its value in milliseconds. */
export type TimeStamp = z.infer<typeof timeStampSchema>

export interface TrustedTimePorts {
  readonly files: FilesPort
  readonly clock: Pick<Clock, 'now' | 'elapsed'>
  readonly random: Pick<RandomSource, 'id'>
}

const fileName = 'trusted-time.json'

/**
 * Counts the time that has certainly passed, across restarts of the app. It may fall behind real time, but one wrong
 * reading of the wall clock never moves it ahead. Anything removed because of its age must be old by this count.
 */
export class TrustedTime {
  private readonly document
  private state: TimeState
  /** Monotonic time of the latest reading. */
  private readAt: number
  private isLoaded = false
  private jumped = false
  private readonly readings = new SerialQueue()

  constructor(private readonly ports: TrustedTimePorts) {
    const { files, clock, random } = ports
    this.state = beginTime(random.id(), clock.now())
    this.readAt = clock.elapsed()
    this.document = createJsonDocument<TimeState | null>({
      files,
      fileName,
      schema: timeStateSchema,
      empty: null,
    })
  }

  /** Whether the wall clock jumped before or since the app started, so that some time may not be counted. */
  get hasJumped(): boolean {
    return this.jumped
  }

  /**
   * Reads the clock and saves the result. Call it at the start and then periodically. False if it could not be saved: the
   * time since the app started may then be lost. Never rejects.
   */
  observe(): Promise<boolean> {
    return this.readings.run(() => this.readClock())
  }

  /** The current moment. Call `observe` first: until then the counter is a new one, which the saved one replaces. */
  stamp(): TimeStamp {
    return { clock: this.state.clock, at: Math.round(this.counted()) }
  }

  /** Whether the stamp belongs to this counter, so that its age is known. */
  isKnown(stamp: TimeStamp | undefined): boolean {
    return stamp?.clock === this.state.clock
  }

  /** Milliseconds that have certainly passed from the stamp to `now`; 0 for a stamp of another counter. */
  since(stamp: TimeStamp | undefined, now = this.stamp()): number {
    return stamp?.clock === now.clock ? Math.max(0, now.at - stamp.at) : 0
  }

  private counted(): number {
    return this.state.counted + this.ports.clock.elapsed() - this.readAt
  }

  private async readClock(): Promise<boolean> {
    const { clock } = this.ports
    // An unreadable file is replaced. A new counter only makes everything younger.
    if (!this.isLoaded) this.state = (await this.document.read().catch(() => null)) ?? this.state
    this.isLoaded = true
    const now = clock.elapsed()
    const reading = { wall: clock.now(), elapsedMs: now - this.readAt }
    this.jumped ||= isJump(this.state, reading)
    this.state = advance(this.state, reading)
    this.readAt = now
    return this.document.write(this.state).then(
      () => true,
      () => false,
    )
  }
}
