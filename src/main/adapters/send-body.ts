import type { ClientRequest } from 'electron'
import type { HttpRequest } from '../../core/ports'
import type { HttpDeadline } from './http-deadline'
import { splitIntoChunks } from './split-into-chunks'

/** Larger chunks are not faster (measured, see `e2e/bench/transfer.bench.ts`), and two are in memory at a time. */
const chunkBytes = 262_144

/** What the system may still buffer after the last write, and the slowest line speed to wait for. */
const bufferedBytes = 1_048_576
const minSendBytesPerMs = (16 * 1_024) / 1_000

/**
 * Minimum speed of processing a complete body before the response: a server stores and checks it, and a proxy or virus
 * scanner may forward it only now.
 */
const minProcessingBytesPerMs = (2 * 1_048_576) / 1_000

/** Whether the complete body was sent. */
export type BodyOutcome = 'sent' | 'broken'

/**
 * Sends a body. A stream has no total time limit, but each chunk must be accepted within the idle timeout. Chromium accepts
 * the next chunk once the last one is on its way, which throttles a fast disk to the speed of the line.
 *
 * `broken`: the connection accepts no more, and the request reports the reason. Often that is a response, because a server
 * may reject a body without reading it. Rejects only if reading the source fails.
 */
export async function sendBody(
  outgoing: ClientRequest,
  request: HttpRequest,
  facts: { readonly deadline: HttpDeadline; readonly over: AbortSignal },
): Promise<BodyOutcome> {
  const { body, timeouts } = request
  if (body?.kind === 'text') outgoing.write(body.text)
  if (body?.kind === 'stream') {
    let bytes = 0
    for await (const chunk of splitIntoChunks(body.chunks, chunkBytes)) {
      facts.deadline.restart(timeouts.idleMs, 'upload')
      if (!(await write(outgoing, chunk, facts.over))) return 'broken'
      facts.deadline.pause()
      bytes += chunk.byteLength
    }
    // With a declared length, Chromium collects the whole body before it sends anything.
    const unsentBytes = body.bytes === undefined ? Math.min(bytes, bufferedBytes) : bytes
    const extraMs = unsentBytes / minSendBytesPerMs + bytes / minProcessingBytesPerMs
    facts.deadline.restart(timeouts.firstByteMs + extraMs, 'first byte')
  }
  outgoing.end()
  return 'sent'
}

/** Whether the chunk was accepted. A finished request never calls back, so `over` must end the wait as well. */
function write(outgoing: ClientRequest, chunk: Uint8Array, over: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isAccepted: boolean): void => {
      over.removeEventListener('abort', onOver)
      resolve(isAccepted)
    }
    const onOver = (): void => settle(false)
    if (over.aborted) {
      resolve(false)
      return
    }
    over.addEventListener('abort', onOver)
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    outgoing.write(bytes, undefined, (error?: Error | null) => settle(error === undefined || error === null))
    ignoreStreamErrors(outgoing)
  })
}

/**
 * The internal stream of a request, created by the first write, emits an error when an upload is aborted. Electron offers no
 * way to handle it, and an unhandled one stops the whole app with a dialog (measured with 25.1.1).
 */
function ignoreStreamErrors(outgoing: ClientRequest): void {
  const { _body: body } = outgoing as unknown as { readonly _body?: NodeJS.EventEmitter }
  if (body?.listenerCount('error') === 0) body.on('error', () => undefined)
}
