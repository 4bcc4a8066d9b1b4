import busboy from 'busboy'
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { CallContext, Handler, Platform } from '../http/call-context'
import { ApiError, invalidParameter } from '../http/error-bodies'
import { entityTooLargePage } from '../http/html-pages'
import { readInteger } from '../http/read-json'
import { jsonReply, type Reply } from '../http/reply'
import type { Blob } from '../store/blob-store'

interface Part {
  /** Name of the part, when it told one. */
  readonly name: string | undefined
  readonly blob: Blob
  readonly isTooBig: boolean
}

/** Passes so many bytes on and swallows the rest, so that the client can finish sending and read the answer. */
async function* upTo(
  limit: number,
  stream: Readable,
  count: (bytes: number) => void,
): AsyncIterable<Uint8Array> {
  let left = limit
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    count(chunk.length)
    if (left > 0) yield chunk.subarray(0, left)
    left -= chunk.length
  }
}

function parserFor(incoming: IncomingMessage) {
  try {
    return busboy({ headers: incoming.headers, preservePath: true, defParamCharset: 'utf8' })
  } catch {
    return undefined // no multipart body, or one without a boundary
  }
}

/** What is kept of an upload, and how much of it is too much. */
interface Limits {
  readonly kept: number
  readonly refusedOver: number
}

/** Streams the first file part away; further ones are read and dropped. undefined: the body is no multipart form. */
async function receive(call: CallContext, { kept, refusedOver }: Limits): Promise<Part[] | undefined> {
  const { platform } = call
  const parser = parserFor(call.incoming)
  if (parser === undefined) return undefined
  const parts: Promise<Part>[] = []
  parser.on('file', (_field, stream, info) => {
    if (parts.length > 0) return void stream.resume()
    let size = 0
    const count = (bytes: number) => (size += bytes)
    const storing = platform.assets.storeBytes(upTo(Math.min(kept, refusedOver), stream, count))
    const part = storing.then((blob) => ({ name: nameOf(info), blob, isTooBig: size > refusedOver }))
    // A client that goes away fails both this and the pipeline below; the pipeline tells.
    part.catch(() => undefined)
    parts.push(part)
  })
  await pipeline(call.intake(), parser)
  return Promise.all(parts)
}

/** busboy's types promise a name; a part that is a file by its type alone has none. */
const nameOf = (info: { readonly filename?: string | undefined }) => info.filename

function limitOf({ query, platform }: CallContext): number {
  const maxsize = query.get('maxsize')
  if (maxsize === undefined || maxsize === '') return platform.switches.uploadLimitBytes
  const own = readInteger(maxsize)
  if (own === undefined) throw invalidParameter('maxsize', 'Not a number.')
  return Math.min(own, platform.switches.uploadLimitBytes)
}

function tooBig(platform: Platform): Reply {
  if (platform.switches.uploadLimitAnswer === '413-html') return entityTooLargePage()
  throw new ApiError('The file exceeds the maximum size.')
}

/** `multipart/form-data` only; the name in the query beats that of the part. See docs/platform-api.md#media-upload. */
export const uploadMedia: Handler = async (call) => {
  const { platform, query, fault } = call
  const kept = fault?.kind === 'short-store' ? fault.keptBytes : Number.POSITIVE_INFINITY
  const parts = await receive(call, { kept, refusedOver: limitOf(call) })
  if (parts === undefined) throw new ApiError('A multipart/form-data request is expected.')
  const [part] = parts
  if (part === undefined) throw new ApiError('The request contains no file.')
  const { blob } = part
  const refuse = async (reply: () => Reply) => {
    if (blob.id !== null) await platform.assets.releaseBytes(blob.id)
    return reply()
  }
  if (part.isTooBig) return refuse(() => tooBig(platform))
  if (blob.bytes.size === 0 && platform.switches.emptyFileUpload === '400') {
    return refuse(() => {
      throw new ApiError('The file is empty.')
    })
  }
  const asked = query.get('filename')
  const name = asked === undefined || asked === '' ? (part.name ?? '') : asked
  return jsonReply({ result: { token: platform.media.add({ name, blob }), name } })
}
