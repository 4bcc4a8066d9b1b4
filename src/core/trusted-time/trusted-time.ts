import { z } from 'zod'
import type { Clock, FilesPort, RandomSource } from '../ports'
import { createJsonDocument } from '../storage/json-document'
import { advance, beginTime, isJump, timeStateSchema, type TimeState } from './advance'

export const timeStampSchema = z.object({
  clock: z.string().regex(/^[\w-]{1,64}$/),
  at: z.number(),
})

/** A moment of trusted time: which counter, and where it was. */
export type TimeStamp = z.infer<typeof timeStampSchema>

export interface TrustedTimePorts {
  readonly files: FilesPort
  readonly clock: Pick<Clock, 'now' | 'elapsed'>
  readonly random: Pick<RandomSource, 'id'>
}

const fileName = 'trusted-time.json'

/**
 * How much time has passed for certain, across runs of the app. It can fall behind the real time, and never runs ahead
 * because of one wrong reading of the wall clock: nothing may be removed for its age without asking it.
 */
export class TrustedTime {
  private readonly document
  private state: TimeState
  /** Monotonic time of the latest reading. */
  private readAt: number
  private isLoaded = false
  private jumped = false
  private lastTurn: Promise<unknown> = Promise.resolve()

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

  /** Whether the wall clock jumped before or during this run, so that some time may be missing. */
  get hasJumped(): boolean {
    return this.jumped
  }

  /**
   * Reads the clock and saves the result; call it at the start and from time to time. False where it was not saved: the
   * time of this run is then lost with it. Never rejects.
   */
  observe(): Promise<boolean> {
    const turn = this.lastTurn.then(() => this.readClock())
    this.lastTurn = turn
    return turn
  }

  /** This moment. Needs one `observe` before, or it belongs to a counter that is not kept. */
  stamp(): TimeStamp {
    return { clock: this.state.clock, at: Math.round(this.counted()) }
  }

  /** Whether a stamp can be compared with this counter. */
  knows(stamp: TimeStamp | undefined): boolean {
    return stamp?.clock === this.state.clock
  }

  /** Milliseconds that have passed for certain from the stamp to `now`; 0 for a stamp of another counter. */
  since(stamp: TimeStamp | undefined, now = this.stamp()): number {
    return stamp?.clock === now.clock ? Math.max(0, now.at - stamp.at) : 0
  }

  private counted(): number {
    return this.state.counted + this.ports.clock.elapsed() - this.readAt
  }

  private async readClock(): Promise<boolean> {
    const { clock } = this.ports
    // A file that cannot be read is replaced: a new counter only makes everything younger.
    if (!this.isLoaded) this.state = (await this.document.read().catch(() => null)) ?? this.state
    this.isLoaded = true
    const now = clock.elapsed()
    const reading = { wall: clock.now(), ran: now - this.readAt }
    this.jumped ||= isJump(this.state, reading)
    this.state = advance(this.state, reading)
    this.readAt = now
    return this.document.write(this.state).then(
      () => true,
      () => false,
    )
  }
}
