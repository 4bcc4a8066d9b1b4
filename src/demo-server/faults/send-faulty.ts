import { STATUS_CODES, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { createGzip } from 'node:zlib'
import type { Reply } from '../http/reply'
import { writeAll } from '../http/send-reply'
import type { Fault } from './fault'

/** Answers that HTTP libraries refuse to send are written on the socket by hand. */
type Framing = 'chunked' | 'close' | { readonly length: number }

function responseHead(reply: Reply, framing: Framing): string {
  const own = Object.entries(reply.headers).map(([name, value]) => `${name}: ${value}`)
  const length =
    framing === 'chunked'
      ? ['Transfer-Encoding: chunked']
      : framing === 'close'
        ? []
        : [`Content-Length: ${framing.length}`]
  const status = `HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status] ?? 'Unknown'}`
  return [status, ...own, ...length, 'Connection: close', '', ''].join('\r\n')
}

async function* upTo(limit: number, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let left = limit
  for await (const chunk of chunks) {
    if (left <= 0) return
    yield chunk.subarray(0, left)
    left -= chunk.length
  }
}

function asChunk(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
}

/** Writes an answer past the library, as much of it as the limit says. */
export async function sendPart(
  socket: Socket,
  reply: Reply,
  part: { framing: Framing; limit: number },
): Promise<void> {
  await writeAll(socket, responseHead(reply, part.framing))
  for await (const bytes of upTo(part.limit, reply.body.chunks())) {
    if (bytes.length > 0) await writeAll(socket, part.framing === 'chunked' ? asChunk(bytes) : bytes)
  }
}

async function cutBody(
  socket: Socket,
  reply: Reply,
  fault: Extract<Fault, { kind: 'cut-body' }>,
): Promise<void> {
  const kind = fault.framing ?? 'length'
  const framing = kind === 'length' ? { length: reply.body.size } : kind
  await sendPart(socket, reply, { framing, limit: fault.afterBytes })
  socket.end()
}

async function wrongLength(socket: Socket, reply: Reply, by: number): Promise<void> {
  const { size } = reply.body
  await sendPart(socket, reply, { framing: { length: Math.max(0, size + by) }, limit: size })
  socket.end()
}

async function hang(
  socket: Socket,
  reply: Reply,
  where: Extract<Fault, { kind: 'hang' }>['where'],
): Promise<void> {
  const { size } = reply.body
  if (where === 'after-headers') await sendPart(socket, reply, { framing: { length: size }, limit: 0 })
  if (where === 'mid-body')
    await sendPart(socket, reply, { framing: { length: size }, limit: Math.ceil(size / 2) })
}

async function trickle(
  outgoing: ServerResponse,
  reply: Reply,
  fault: Extract<Fault, { kind: 'trickle' }>,
): Promise<void> {
  if (fault.from === 'headers') {
    const { socket } = outgoing
    if (socket === null) return
    const headers = Buffer.from(responseHead(reply, { length: reply.body.size }))
    if (await drip(socket, [headers], fault)) await drip(socket, reply.body.chunks(), fault)
    socket.end()
    return
  }
  outgoing.writeHead(reply.status, { ...reply.headers, 'Content-Length': reply.body.size })
  if (await drip(outgoing, reply.body.chunks(), fault)) outgoing.end()
}

/** False: the client has left. */
async function drip(
  target: Writable,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  bytesPerSecond: { readonly bytes: number; readonly ms: number },
): Promise<boolean> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += bytesPerSecond.bytes) {
      if (!(await writeAll(target, chunk.subarray(at, at + bytesPerSecond.bytes)))) return false
      await wait(bytesPerSecond.ms)
    }
  }
  return true
}

const blockBytes = 1024 * 1024

async function gzipBomb(outgoing: ServerResponse, unpackedBytes: number): Promise<void> {
  outgoing.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Encoding': 'gzip' })
  const gzip = createGzip()
  gzip.pipe(outgoing)
  outgoing.once('close', () => gzip.destroy())
  const block = Buffer.alloc(blockBytes, ' ')
  let isOpen = await writeAll(gzip, '[')
  for (let left = unpackedBytes - 2; isOpen && left > 0; left -= blockBytes) {
    isOpen = await writeAll(gzip, block.subarray(0, left))
  }
  if (isOpen) gzip.end(']')
}

/** Sends the answer with the fault in it; false: this fault is none of the sending, and nothing was sent. */
export async function sendFaulty(outgoing: ServerResponse, reply: Reply, fault: Fault): Promise<boolean> {
  const { socket } = outgoing
  if (socket === null) return true
  switch (fault.kind) {
    case 'cut-body':
      await cutBody(socket, reply, fault)
      return true
    case 'wrong-length':
      await wrongLength(socket, reply, fault.by)
      return true
    case 'hang':
      await hang(socket, reply, fault.where)
      return true
    case 'trickle':
      await trickle(outgoing, reply, fault)
      return true
    case 'gzip-bomb':
      await gzipBomb(outgoing, fault.unpackedBytes)
      return true
    case 'latency':
    case 'drop':
    case 'redirect':
    case 'html':
    case 'status':
    case 'lying-delete':
    case 'greedy-delete':
    case 'token-dies':
    case 'throttle':
    case 'bandwidth':
    case 'mid-upload':
    case 'short-store':
      return false
  }
}
