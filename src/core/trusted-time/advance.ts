import { z } from 'zod'

const hourMs = 60 * 60 * 1_000
const dayMs = 24 * hourMs

/**
 * The longest gap between two readings that may count, in milliseconds: a long weekend fits, a wrong month or an empty
 * battery does not. One wrong reading can shorten the life of a copy by at most this much.
 */
export const maxGapMs = 7 * dayMs
/** A gap counts once the wall clock has advanced by this much after it without being set back, milliseconds. */
export const confirmedAfterMs = dayMs

export const timeStateSchema = z.object({
  v: z.literal(1),
  /** Id of this counter: a new file starts a new counter. */
  clock: z.string().regex(/^[\w-]{1,64}$/),
  /** Milliseconds that have certainly passed since the counter started. */
  counted: z.number().nonnegative(),
  /** Wall clock of the latest reading, milliseconds since the epoch. */
  wall: z.number(),
  /** Milliseconds that the wall clock claims beyond `counted`, not yet confirmed. Negative after it was set back. */
  pending: z.number(),
  /** Wall clock when `pending` became positive, milliseconds since the epoch. */
  pendingSince: z.number(),
})

/** The content of `trusted-time.json`. */
export type TimeState = z.infer<typeof timeStateSchema>

export interface Reading {
  /** Milliseconds since the epoch. */
  readonly wall: number
  /** Milliseconds of the monotonic clock since the previous reading; 0 for the first one of a process. */
  readonly elapsedMs: number
}

export function beginTime(clock: string, wall: number): TimeState {
  return { v: 1, clock, counted: 0, wall, pending: 0, pendingSince: wall }
}

/** Whether the wall clock moved further than any gap that counts, in either direction. */
export function isJump(state: TimeState, reading: Reading): boolean {
  return Math.abs(gapOf(state, reading)) > maxGapMs
}

/**
 * The state after one more reading. Monotonic time counts at once. Wall-clock time beyond it (the app was closed, the
 * computer slept) counts when a later reading confirms it. A jump never counts.
 */
export function advance(state: TimeState, reading: Reading): TimeState {
  const { wall, elapsedMs } = reading
  const counted = Math.round(state.counted + Math.max(0, elapsedMs))
  if (isJump(state, reading)) return { ...state, counted, wall, pending: 0, pendingSince: wall }
  const isConfirmed = state.pending > 0 && wall - state.pendingSince >= confirmedAfterMs
  const confirmed = isConfirmed ? state.pending : 0
  const unconfirmed = state.pending - confirmed
  return {
    ...state,
    counted: counted + confirmed,
    wall,
    pending: unconfirmed + Math.round(gapOf(state, reading)),
    pendingSince: unconfirmed > 0 ? Math.min(state.pendingSince, wall) : wall,
  }
}

/** The part of a gap between two readings of the wall clock that may count: none if the clock went back, or jumped. */
export function plausibleGap(ms: number): number {
  return ms > 0 && ms <= maxGapMs ? ms : 0
}

function gapOf(state: TimeState, { wall, elapsedMs }: Reading): number {
  return wall - state.wall - elapsedMs
}
