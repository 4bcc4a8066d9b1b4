import { windowMs } from './ledger'

/**
 * Milliseconds until the last of so many calls may be sent: 0 where they fit the room of now. Each call beyond takes the
 * place of the one that leaves the window next, and those of the plan itself leave it in their turn.
 */
export function estimateWaitMs(
  calls: number,
  hour: { readonly room: number; readonly expiries: readonly number[] },
): number {
  const leaving = [...hour.expiries].sort((one, other) => one - other)
  let now = 0
  for (let sent = 0; sent < calls; sent += 1) {
    if (sent >= hour.room) now = Math.max(now, leaving[sent - hour.room] ?? now)
    leaving.push(now + windowMs)
  }
  return now
}
