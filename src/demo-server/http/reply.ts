import { bytesInMemory, type Bytes } from '../store/bytes'

/** A response as a value, which faults can change before it is sent. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Bytes
}

const noBytes = bytesInMemory(new Uint8Array())

export function textReply(status: number, contentType: string, text: string): Reply {
  return { status, headers: { 'Content-Type': contentType }, body: bytesInMemory(Buffer.from(text, 'utf8')) }
}

export function jsonReply(value: unknown, status = 200): Reply {
  return textReply(status, 'application/json; charset=utf-8', JSON.stringify(value))
}

export function emptyReply(status = 200): Reply {
  return { status, headers: {}, body: noBytes }
}

export function bytesReply(body: Bytes, headers: Readonly<Record<string, string>>): Reply {
  return { status: 200, headers, body }
}

export function withHeaders(reply: Reply, headers: Readonly<Record<string, string>>): Reply {
  return { ...reply, headers: { ...reply.headers, ...headers } }
}
