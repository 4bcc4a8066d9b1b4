import type { ClientRequest } from 'electron'
import type { HttpRequest } from '../../core/ports'
import type { HttpDeadline } from './http-deadline'
import { splitIntoChunks } from './split-into-chunks'

/** Larger ones are no quicker (measured, see `e2e/bench/transfer.bench.ts`), and two of them are in memory at a time. */
const pieceBytes = 262_144

/** What the system may still hold of an upload when the last of it was handed over, and the slowest line that we wait for. */
const bufferedBytes = 1_048_576
const slowestBytesPerMs = (16 * 1_024) / 1_000

/**
 * What took all of the body may have work with it before an answer can come: a server stores and checks it, a proxy or a
 * scanner between may have swallowed it and send it on now. So quick they must be.
 */
const workedBytesPerMs = (2 * 1_048_576) / 1_000

/** How a request with a body goes on after the body. */
export type BodyOutcome = 'sent' | 'broken'

/**
 * Hands a body over. A stream may take as long as it moves: each piece must be taken within the limit for a pause. Chromium
 * takes the next piece when the last one went on its way, which is what holds a fast disk back to the pace of the line.
 *
 * `broken`: the connection takes no more, and the request itself will tell why; often it is an answer, since a server that
 * refuses a body need not read it. Rejects only where the bytes could not be had.
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
    for await (const piece of splitIntoChunks(body.chunks, pieceBytes)) {
      facts.deadline.restart(timeouts.idleMs, 'upload')
      if (!(await write(outgoing, piece, facts.over))) return 'broken'
      facts.deadline.pause()
      bytes += piece.byteLength
    }
    // A body whose length was told has not left yet at all.
    const held = body.bytes === undefined ? Math.min(bytes, bufferedBytes) : bytes
    const patience = held / slowestBytesPerMs + bytes / workedBytesPerMs
    facts.deadline.restart(timeouts.firstByteMs + patience, 'first byte')
  }
  outgoing.end()
  return 'sent'
}

/** Whether it was taken. A request that is over answers for nothing any more, so nobody may wait for it alone. */
function write(outgoing: ClientRequest, piece: Uint8Array, over: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isTaken: boolean): void => {
      over.removeEventListener('abort', isOver)
      resolve(isTaken)
    }
    const isOver = (): void => settle(false)
    if (over.aborted) {
      resolve(false)
      return
    }
    over.addEventListener('abort', isOver)
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
    outgoing.write(bytes, undefined, (error?: Error | null) => settle(error === undefined || error === null))
    hearBody(outgoing)
  })
}

/**
 * The stream below a request, which its first piece makes, fails by itself when an upload is ended in the middle, and
 * nobody can listen to it. Unheard, Electron halts the whole app with a dialog (measured with 25.1.1).
 */
function hearBody(outgoing: ClientRequest): void {
  const { _body: body } = outgoing as unknown as { readonly _body?: NodeJS.EventEmitter }
  if (body?.listenerCount('error') === 0) body.on('error', () => undefined)
}
