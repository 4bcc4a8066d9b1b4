import { setTimeout as wait } from 'node:timers/promises'

/** How often a slow line lets something through, milliseconds: what came in late of it is caught up within one such turn. */
const turnMs = 25

/** The same bytes at no more than so many a second. Whoever reads waits for the line, and nothing is kept meanwhile. */
export async function* throttleBytes(
  chunks: AsyncIterable<Uint8Array>,
  bytesPerSecond: number,
): AsyncGenerator<Uint8Array> {
  const piece = Math.max(1, Math.floor((bytesPerSecond * turnMs) / 1000))
  let due = performance.now()
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += piece) {
      const part = chunk.subarray(at, at + piece)
      due = Math.max(due, performance.now() - turnMs) + (part.length / bytesPerSecond) * 1000
      const early = due - performance.now()
      if (early >= 1) await wait(early)
      yield part
    }
  }
}
