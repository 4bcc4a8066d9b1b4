import busboy from 'busboy'
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Fault } from '../faults/fault'
import type { CallContext, Handler, Platform } from '../http/call-context'
import { ApiError, invalidParameter } from '../http/error-bodies'
import { entityTooLargePage, htmlReply } from '../http/html-pages'
import { readInteger } from '../http/read-json'
import { jsonReply, type Reply } from '../http/reply'
import type { Blob } from '../store/blob-store'

interface Part {
  /** undefined if the part has no file name. */
  readonly name: string | undefined
  readonly blob: Blob
  readonly isTooBig: boolean
}

/** Passes on up to `limit` bytes and discards the rest, so that the client can finish sending and read the response. */
async function* takeBytes(
  limit: number,
  stream: Readable,
  count: (bytes: number) => void,
): AsyncIterable<Uint8Array> {
  let remaining = limit
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    count(chunk.length)
    if (remaining > 0) yield chunk.subarray(0, remaining)
    remaining -= chunk.length
  }
}

/** Inverts one byte on its way to the store. */
async function* flipByte(at: number, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let offset = 0
  for await (const chunk of chunks) {
    const index = at - offset
    offset += chunk.length
    yield chunk.map((byte, position) => (position === index ? byte ^ 0xff : byte))
  }
}

function parserFor(incoming: IncomingMessage) {
  try {
    return busboy({ headers: incoming.headers, preservePath: true, defParamCharset: 'utf8' })
  } catch {
    return undefined // not a multipart body, or one without a boundary
  }
}

interface Limits {
  /** Stores only this many bytes, as the fault `short-store` demands. */
  readonly storedBytes: number
  /** The byte to invert, as the fault `flip-byte` demands. */
  readonly flippedAt: number | null
  /** Refuses larger files. */
  readonly maxBytes: number
  readonly maxParts: number
}

/** Stores the first file parts and discards further ones. Returns undefined if the body is not a multipart form. */
async function receive(
  call: CallContext,
  { storedBytes, flippedAt, maxBytes, maxParts }: Limits,
): Promise<Part[] | undefined> {
  const { platform } = call
  const parser = parserFor(call.incoming)
  if (parser === undefined) return undefined
  const parts: Promise<Part>[] = []
  parser.on('file', (_field, stream, info) => {
    if (parts.length >= maxParts) return void stream.resume()
    let size = 0
    const count = (bytes: number) => (size += bytes)
    const taken = takeBytes(Math.min(storedBytes, maxBytes), stream, count)
    const storing = platform.assets.storeBytes(flippedAt === null ? taken : flipByte(flippedAt, taken))
    const part = storing.then((blob) => ({ name: nameOf(info), blob, isTooBig: size > maxBytes }))
    // If the client disconnects, both this and the pipeline below fail; the pipeline reports it.
    part.catch(() => undefined)
    parts.push(part)
  })
  await pipeline(call.openBody(), parser)
  return Promise.all(parts)
}

/** busboy's types require a name, but a part that is a file only by its content type has none. */
const nameOf = (info: { readonly filename?: string | undefined }) => info.filename

function limitOf({ query, platform }: CallContext): number {
  const maxsize = query.get('maxsize')
  if (maxsize === undefined || maxsize === '') return platform.switches.uploadLimitBytes
  const maxBytes = readInteger(maxsize)
  if (maxBytes === undefined) throw invalidParameter('maxsize', 'Not a number.')
  return Math.min(maxBytes, platform.switches.uploadLimitBytes)
}

function tooBig(platform: Platform): Reply {
  if (platform.switches.uploadLimitAnswer === '413-html') return entityTooLargePage()
  throw new ApiError('The file exceeds the maximum size.')
}

function refusalOf(parts: readonly Part[], platform: Platform): (() => Reply) | undefined {
  if (parts.some(({ isTooBig }) => isTooBig)) return () => tooBig(platform)
  const isRefused = platform.switches.emptyFileUpload === '400'
  if (!isRefused || parts.every(({ blob }) => blob.bytes.size > 0)) return undefined
  return () => {
    throw new ApiError('The file is empty.')
  }
}

/** Receives up to `maxParts` files and passes them on; if one of them is refused, none is stored. */
async function withFiles(
  call: CallContext,
  maxParts: number,
  accept: (files: readonly [Part, ...Part[]]) => Reply,
): Promise<Reply> {
  const { platform, fault } = call
  const storedBytes = fault?.kind === 'short-store' ? fault.storedBytes : Number.POSITIVE_INFINITY
  const flippedAt = fault?.kind === 'flip-byte' ? fault.at : null
  const parts = await receive(call, { storedBytes, flippedAt, maxBytes: limitOf(call), maxParts })
  if (parts === undefined) throw new ApiError('A multipart/form-data request is expected.')
  const [first, ...others] = parts
  if (first === undefined) throw new ApiError('The request contains no file.')
  const refusal = refusalOf(parts, platform)
  if (refusal === undefined) return accept([first, ...others])
  for (const { blob } of parts) if (blob.id !== null) await platform.assets.releaseBytes(blob.id)
  return refusal()
}

/** Accepts `multipart/form-data` only. The name in the query overrides that of the part. See docs/platform-api.md#media-upload. */
export const uploadMedia: Handler = (call) => {
  const { platform, query } = call
  return withFiles(call, 1, ([part]) => {
    const requestedName = query.get('filename')
    const name = requestedName === undefined || requestedName === '' ? (part.name ?? '') : requestedName
    return jsonReply({ result: { token: platform.media.add({ name, blob: part.blob }), name } })
  })
}

interface NamedToken {
  readonly token: string
  readonly name: string
}

/** The tokens in the order of the files, unless a fault disturbs it. */
function disturb(tokens: readonly NamedToken[], fault: Fault | undefined): readonly NamedToken[] {
  if (fault?.kind !== 'joint-tokens') return tokens
  const [first, ...others] = tokens
  switch (fault.tokens) {
    case 'reversed':
      return [...tokens].reverse()
    case 'one-missing':
      return others
    case 'one-extra':
      return [...tokens, { token: randomBytes(16).toString('hex'), name: 'extra' }]
    case 'repeated':
      return first === undefined ? [] : tokens.map(({ name }) => ({ ...first, name }))
    case 'blank':
      return tokens.map(({ name }) => ({ token: ' ', name }))
    case 'unknown':
      return tokens.map(({ name }) => ({ token: randomBytes(16).toString('hex'), name }))
  }
}

const missingStatus = { '404': 404, '405': 405, '501': 501 } as const

/** Several files in one form, each named by its part. See docs/platform-api.md#media-upload. */
export const uploadSeveral: Handler = (call) => {
  const { platform, fault } = call
  const form = platform.switches.jointUpload
  if (form === '400') throw new ApiError('The requested method does not exist.')
  if (form in missingStatus) {
    return htmlReply(
      missingStatus[form as keyof typeof missingStatus],
      'Server Error',
      'The call is missing.',
    )
  }
  return withFiles(call, Number.POSITIVE_INFINITY, (parts) => {
    const stored = parts.map(({ name = '', blob }) => ({ token: platform.media.add({ name, blob }), name }))
    const named = disturb(stored, fault)
    const tokens = form === 'token-objects' ? named : named.map(({ token }) => token)
    return jsonReply(form === 'in-result' ? { result: { tokens } } : { tokens })
  })
}
