import type { ServerResponse } from 'node:http'
import type { Writable } from 'node:stream'
import type { Reply } from './reply'

/** Resolves with true when the bytes were written, or with false if the stream closed first. Waits for slow readers. */
export function writeAll(out: Writable, bytes: Uint8Array | string): Promise<boolean> {
  if (out.destroyed || out.writableEnded) return Promise.resolve(false)
  return new Promise((resolve) => {
    const onClose = () => settle(false)
    const settle = (isSent: boolean) => {
      out.off('close', onClose)
      resolve(isSent)
    }
    out.once('close', onClose)
    out.write(bytes, (failure) => settle(failure === undefined || failure === null))
  })
}

/** Streams a correct response with its Content-Length. */
export async function sendReply(outgoing: ServerResponse, reply: Reply): Promise<void> {
  outgoing.writeHead(reply.status, { ...reply.headers, 'Content-Length': reply.body.size })
  for await (const chunk of reply.body.chunks()) {
    if (!(await writeAll(outgoing, chunk))) return
  }
  outgoing.end()
}
