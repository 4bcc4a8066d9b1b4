import type { ServerResponse } from 'node:http'
import type { Writable } from 'node:stream'
import type { Reply } from './reply'

/** Resolves when the bytes left, or can't leave any more: `false` then. Slow readers are waited for. */
export function writeAll(out: Writable, bytes: Uint8Array | string): Promise<boolean> {
  if (out.destroyed || out.writableEnded) return Promise.resolve(false)
  return new Promise((resolve) => {
    const gone = () => settle(false)
    const settle = (isSent: boolean) => {
      out.off('close', gone)
      resolve(isSent)
    }
    out.once('close', gone)
    out.write(bytes, (failure) => settle(failure === undefined || failure === null))
  })
}

/** An answer as it should be: with its length, and streamed. */
export async function sendReply(outgoing: ServerResponse, reply: Reply): Promise<void> {
  outgoing.writeHead(reply.status, { ...reply.headers, 'Content-Length': reply.body.size })
  for await (const chunk of reply.body.chunks()) {
    if (!(await writeAll(outgoing, chunk))) return
  }
  outgoing.end()
}
