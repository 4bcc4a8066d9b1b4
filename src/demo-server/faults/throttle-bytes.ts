import { setTimeout as wait } from 'node:timers/promises'

/** Interval between pieces in milliseconds, and the longest delay that later pieces may make up for. */
const intervalMs = 25

/** Passes bytes on at the given rate, without buffering: the reader waits. */
export async function* throttleBytes(
  chunks: AsyncIterable<Uint8Array>,
  bytesPerSecond: number,
): AsyncGenerator<Uint8Array> {
  const pieceBytes = Math.max(1, Math.floor((bytesPerSecond * intervalMs) / 1000))
  let due = performance.now()
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += pieceBytes) {
      const piece = chunk.subarray(start, start + pieceBytes)
      due = Math.max(due, performance.now() - intervalMs) + (piece.length / bytesPerSecond) * 1000
      const delayMs = due - performance.now()
      if (delayMs >= 1) await wait(delayMs)
      yield piece
    }
  }
}
