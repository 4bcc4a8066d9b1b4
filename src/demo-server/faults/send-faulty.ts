import { STATUS_CODES, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { createGzip } from 'node:zlib'
import type { Reply } from '../http/reply'
import { writeAll } from '../http/send-reply'
import type { Fault } from './fault'

/** Framing of a response that node:http would refuse to send, so it is written to the socket directly. */
type Framing = 'chunked' | 'close' | { readonly length: number }

function responseHead(reply: Reply, framing: Framing): string {
  const headers = Object.entries(reply.headers).map(([name, value]) => `${name}: ${value}`)
  const framingHeaders =
    framing === 'chunked'
      ? ['Transfer-Encoding: chunked']
      : framing === 'close'
        ? []
        : [`Content-Length: ${framing.length}`]
  const status = `HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status] ?? 'Unknown'}`
  return [status, ...headers, ...framingHeaders, 'Connection: close', '', ''].join('\r\n')
}

async function* takeBytes(limit: number, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let remaining = limit
  for await (const chunk of chunks) {
    if (remaining <= 0) return
    yield chunk.subarray(0, remaining)
    remaining -= chunk.length
  }
}

function asChunk(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
}

/** Writes a response to the socket, with at most `limit` bytes of its body. */
export async function sendPart(
  socket: Socket,
  reply: Reply,
  part: { framing: Framing; limit: number },
): Promise<void> {
  await writeAll(socket, responseHead(reply, part.framing))
  for await (const bytes of takeBytes(part.limit, reply.body.chunks())) {
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

async function sendWrongLength(socket: Socket, reply: Reply, by: number): Promise<void> {
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

/** Writes the chunks in small pieces. False if the client left. */
async function drip(
  target: Writable,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  piece: { readonly bytes: number; readonly ms: number },
): Promise<boolean> {
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += piece.bytes) {
      if (!(await writeAll(target, chunk.subarray(start, start + piece.bytes)))) return false
      await wait(piece.ms)
    }
  }
  return true
}

const blockBytes = 1024 * 1024

async function sendGzipBomb(outgoing: ServerResponse, unpackedBytes: number): Promise<void> {
  outgoing.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Encoding': 'gzip' })
  const gzip = createGzip()
  gzip.pipe(outgoing)
  outgoing.once('close', () => gzip.destroy())
  const block = Buffer.alloc(blockBytes, ' ')
  let isOpen = await writeAll(gzip, '[')
  for (let remaining = unpackedBytes - 2; isOpen && remaining > 0; remaining -= blockBytes) {
    isOpen = await writeAll(gzip, block.subarray(0, remaining))
  }
  if (isOpen) gzip.end(']')
}

/** Sends the response with the fault applied. Returns false, having sent nothing, if the fault does not affect sending. */
export async function sendFaulty(outgoing: ServerResponse, reply: Reply, fault: Fault): Promise<boolean> {
  const { socket } = outgoing
  if (socket === null) return true
  switch (fault.kind) {
    case 'cut-body':
      await cutBody(socket, reply, fault)
      return true
    case 'wrong-length':
      await sendWrongLength(socket, reply, fault.by)
      return true
    case 'hang':
      await hang(socket, reply, fault.where)
      return true
    case 'trickle':
      await trickle(outgoing, reply, fault)
      return true
    case 'gzip-bomb':
      await sendGzipBomb(outgoing, fault.unpackedBytes)
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
    case 'flip-byte':
    case 'joint-tokens':
      return false
  }
}
