import { z } from 'zod'
import type { RandomSource } from '../ports'
import { parseJson } from '../parse-json'
import type { FailureKind } from '../../shared/failure'
import { jointUploadUrl } from './asset-url'
import { toCallFields, type CallOptions } from './budget/call-options'
import type { Exchange } from './exchange'
import { multipartBody, multipartOverhead } from './multipart'
import { readText, smallJsonLimitBytes } from './read-body'
import type { ReceivedMedia, UploadCapabilities } from './upload-asset'
import { SourceError, WatchedStream, type WatchedBytes } from './watched-bytes'
import { WordbeeError } from './wordbee-error'

/** One file of a joint upload. */
export interface JointFile extends Omit<WatchedBytes, 'beforeAttach'> {
  /** Accepted by `isPlainName`, and different from the other names of the upload. */
  readonly name: string
  /** Returns the bytes from the start on every call. */
  readonly bytes: () => AsyncIterable<Uint8Array>
}

export interface JointUpload {
  readonly files: readonly JointFile[]
  readonly call: Pick<CallOptions, 'signal' | 'waitSignal' | 'priority' | 'refuse'>
}

interface JointUploadPorts {
  readonly exchange: Exchange
  readonly root: string
  readonly random: RandomSource
  readonly capabilities: UploadCapabilities
}

/**
 * The longest body of a joint upload, in bytes. It is sent with its length, which needs a buffer, and stays below 4 MiB, the
 * default request limit of ASP.NET (docs/platform-api.md#media-upload).
 */
export const maxJointBytes = 4_000_000

/**
 * Whether a name may be sent in the header of a part, where the encoding of anything but plain ASCII is not documented. The
 * server must store exactly this name, so whatever it might trim, unescape or read as a path is excluded.
 */
export function isPlainName(name: string): boolean {
  return name.length <= 150 && /^\w/.test(name) && /[\w)]$/.test(name) && /^[\w .()-]+$/.test(name)
}

/** Failures after which the upload may be tried again: nothing says that the call is missing. */
const transient: readonly FailureKind[] = [
  'unreachable',
  'timed-out',
  'answer-cut',
  'throttled',
  'stopped',
  'connection-read-only',
]

/**
 * Sends the bytes of several files in one call. Nothing is attached. Returns what the server received, in the order of the
 * files, or null if they have to be uploaded one by one: the call is missing or refused, or the response does not assign one
 * token to each file beyond doubt. Both hold for the rest of the connection. A problem with a source also returns null, and
 * the upload of that file will report it. Fails only with transient failures of the exchange.
 * Source: docs/platform-api.md#media-upload.
 */
export async function uploadTogether(
  ports: JointUploadPorts,
  { files, call }: JointUpload,
): Promise<readonly ReceivedMedia[] | null> {
  if (!ports.capabilities.acceptsJointUploads) return null
  const streams = files.map((file) => new WatchedStream(file))
  const parts = files.map(({ name, bytes }, index) => ({
    fileName: name,
    bytes: () => streams[index]?.watch(bytes()) ?? bytes(),
  }))
  const boundary = `refshelf-${ports.random.id()}`
  const size = files.reduce((sum, file) => sum + file.size, multipartOverhead(parts, boundary))
  try {
    const response = await ports.exchange({
      method: 'POST',
      once: true,
      ...toCallFields(call, 'upload'),
      url: jointUploadUrl(ports.root),
      contentType: `multipart/form-data; boundary=${boundary}`,
      body: { kind: 'stream', chunks: multipartBody(parts, boundary), bytes: size },
    })
    const body = parseJson(await readText(response, smallJsonLimitBytes))
    const received = toReceived(readTokens(body, files), streams)
    if (received === null) ports.capabilities.acceptsJointUploads = false
    return received
  } catch (error) {
    if (streams.some((stream) => stream.causeOf(null) instanceof SourceError)) return null
    if (!(error instanceof WordbeeError) || transient.includes(error.failure.kind)) throw error
    ports.capabilities.acceptsJointUploads = false
    return null
  }
}

/** Null unless every file has a token and was sent to the end. */
function toReceived(
  tokens: readonly string[] | null,
  streams: readonly WatchedStream[],
): ReceivedMedia[] | null {
  return tokens?.map((token, index) => ({ token, sha256: streams[index]?.finalHash() ?? '' })) ?? null
}

const wireToken = z.string().trim().min(1).max(500)
/** The elements are not documented: the bare tokens, or objects as `media/upload` returns one. */
const wireElement = z.union([
  wireToken.transform((token) => ({ token, name: undefined })),
  z.object({ token: wireToken, name: z.string().nullish() }),
])
const wireTokens = z.object({ tokens: z.array(wireElement) })
const wireAnswer = z.union([wireTokens, z.object({ result: wireTokens }).transform(({ result }) => result)])

/**
 * The tokens in the order of the files, or null unless there is one for each, all are different, and any names that the server
 * repeats are those that were sent, in that order.
 */
function readTokens(answer: unknown, files: readonly JointFile[]): readonly string[] | null {
  const parsed = wireAnswer.safeParse(answer)
  if (!parsed.success) return null
  const { tokens } = parsed.data
  const isInOrder = tokens.every(({ name }, index) => (name ?? files[index]?.name) === files[index]?.name)
  const distinct = new Set(tokens.map(({ token }) => token))
  const isOneEach = tokens.length === files.length && distinct.size === files.length
  return isInOrder && isOneEach ? tokens.map(({ token }) => token) : null
}
