import busboy from 'busboy'
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { CallContext, Handler, Platform } from '../http/call-context'
import { ApiError, invalidParameter } from '../http/error-bodies'
import { entityTooLargePage } from '../http/html-pages'
import { readInteger } from '../http/read-json'
import { jsonReply, type Reply } from '../http/reply'
import type { Blob } from '../store/blob-room'

interface Part {
  /** Name of the part, when it told one. */
  readonly name: string | undefined
  readonly blob: Blob
  readonly isTooBig: boolean
}

/** Passes so many bytes on and swallows the rest, so that the client can finish sending and read the refusal. */
async function* upTo(limit: number, stream: Readable, onMore: () => void): AsyncIterable<Uint8Array> {
  let size = 0
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size <= limit) yield chunk
    else onMore()
  }
}

function parserFor(incoming: IncomingMessage) {
  try {
    return busboy({ headers: incoming.headers, preservePath: true, defParamCharset: 'utf8' })
  } catch {
    return undefined // no multipart body, or one without a boundary
  }
}

/** Streams the first file part away; further ones are read and dropped. undefined: the body is no multipart form. */
async function receive(
  incoming: IncomingMessage,
  limit: number,
  platform: Platform,
): Promise<Part[] | undefined> {
  const parser = parserFor(incoming)
  if (parser === undefined) return undefined
  const parts: Promise<Part>[] = []
  parser.on('file', (_field, stream, info) => {
    if (parts.length > 0) return void stream.resume()
    let isTooBig = false
    const kept = platform.assets.keepBytes(upTo(limit, stream, () => (isTooBig = true)))
    const part = kept.then((blob) => ({ name: nameOf(info), blob, isTooBig }))
    // A client that goes away fails both this and the pipeline below; the pipeline tells.
    part.catch(() => undefined)
    parts.push(part)
  })
  await pipeline(incoming, parser)
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

/** 7.1: `multipart/form-data` only; the name in the query beats that of the part. */
export const uploadMedia: Handler = async (call) => {
  const { platform, query, incoming } = call
  const parts = await receive(incoming, limitOf(call), platform)
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
