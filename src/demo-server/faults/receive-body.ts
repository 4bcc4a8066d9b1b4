import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Fault } from './fault'
import { throttleBytes } from './throttle-bytes'
import { replacementReply } from './replacement-replies'
import { sendPart } from './send-faulty'

type MidUploadFault = Extract<Fault, { kind: 'mid-upload' }>

/** Thrown when a fault interrupts an upload; `abortUpload` then decides what the client sees. */
export class UploadAborted extends Error {
  override readonly name = 'UploadAborted'
  constructor(readonly fault: MidUploadFault) {
    super(`aborted after ${fault.afterBytes} bytes`)
  }
}

async function* abortAfter(
  chunks: AsyncIterable<Uint8Array>,
  fault: MidUploadFault,
): AsyncGenerator<Uint8Array> {
  let remaining = fault.afterBytes
  for await (const chunk of chunks) {
    if (chunk.length > remaining) {
      yield chunk.subarray(0, remaining)
      throw new UploadAborted(fault)
    }
    remaining -= chunk.length
    yield chunk
  }
}

/** The body of a call, slowed down or interrupted by its faults. Unread bytes stay in the connection. */
export function receiveBody(incoming: IncomingMessage, faults: readonly Fault[]): AsyncIterable<Uint8Array> {
  // By default, leaving the loop early would destroy the connection, which the response still needs.
  let chunks: AsyncIterable<Uint8Array> = incoming.iterator({ destroyOnReturn: false })
  for (const fault of faults) {
    if (fault.kind === 'bandwidth' && fault.direction === 'up')
      chunks = throttleBytes(chunks, fault.bytesPerSecond)
    if (fault.kind === 'mid-upload') chunks = abortAfter(chunks, fault)
  }
  return chunks
}

async function respondEarly(
  exchange: { readonly incoming: IncomingMessage; readonly socket: Socket },
  then: Exclude<MidUploadFault['then'], string>,
): Promise<void> {
  const { incoming, socket } = exchange
  const reply = replacementReply({ kind: 'status', ...then })
  await sendPart(socket, reply, { framing: { length: reply.body.size }, limit: reply.body.size })
  if (then.rest === 'refused') socket.destroy()
  if (then.rest === 'swallowed') incoming.once('end', () => socket.end()).resume()
}

/** Ends an interrupted upload as its fault says. Returns the status of the response, or null if there was none. */
export async function abortUpload(
  exchange: { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse },
  { then }: MidUploadFault,
): Promise<number | null> {
  const { incoming, outgoing } = exchange
  const { socket } = outgoing
  if (socket === null || then === 'hang') return null
  if (then === 'close') socket.destroy()
  else if (then === 'reset') socket.resetAndDestroy()
  else {
    await respondEarly({ incoming, socket }, then)
    return then.status
  }
  return null
}
