import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Fault } from './fault'
import { throttleBytes } from './throttle-bytes'
import { replacementReply } from './replacement-replies'
import { sendPart } from './send-faulty'

type BreakOff = Extract<Fault, { kind: 'mid-upload' }>

/** An upload that a fault ended in the middle of its body: no answer in the usual way comes after it. */
export class UploadAborted extends Error {
  override readonly name = 'UploadBroken'
  constructor(readonly fault: BreakOff) {
    super(`broken off after ${fault.afterBytes} bytes`)
  }
}

async function* abortedAfter(chunks: AsyncIterable<Uint8Array>, fault: BreakOff): AsyncGenerator<Uint8Array> {
  let left = fault.afterBytes
  for await (const chunk of chunks) {
    if (chunk.length > left) {
      yield chunk.subarray(0, left)
      throw new UploadAborted(fault)
    }
    left -= chunk.length
    yield chunk
  }
}

/** The body of a call as a slow line and a fault let it in. What is not read stays in the connection. */
export function receiveBody(incoming: IncomingMessage, faults: readonly Fault[]): AsyncIterable<Uint8Array> {
  // Ended early, a message would take its connection with it, and the answer that shall still leave by it.
  let chunks: AsyncIterable<Uint8Array> = incoming.iterator({ destroyOnReturn: false })
  for (const fault of faults) {
    if (fault.kind === 'bandwidth' && fault.direction === 'up')
      chunks = throttleBytes(chunks, fault.bytesPerSecond)
    if (fault.kind === 'mid-upload') chunks = abortedAfter(chunks, fault)
  }
  return chunks
}

async function answerEarly(
  exchange: { readonly incoming: IncomingMessage; readonly socket: Socket },
  then: Exclude<BreakOff['then'], string>,
): Promise<void> {
  const { incoming, socket } = exchange
  const reply = replacementReply({ kind: 'status', ...then })
  await sendPart(socket, reply, { framing: { length: reply.body.size }, limit: reply.body.size })
  if (then.rest === 'refused') socket.destroy()
  if (then.rest === 'swallowed') incoming.once('end', () => socket.end()).resume()
}

/** What the client sees of an upload that was broken off. Gives the status of an answer, or null where there was none. */
export async function abortUpload(
  exchange: { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse },
  { then }: BreakOff,
): Promise<number | null> {
  const { incoming, outgoing } = exchange
  const { socket } = outgoing
  if (socket === null || then === 'hang') return null
  if (then === 'close') socket.destroy()
  else if (then === 'reset') socket.resetAndDestroy()
  else {
    await answerEarly({ incoming, socket }, then)
    return then.status
  }
  return null
}
