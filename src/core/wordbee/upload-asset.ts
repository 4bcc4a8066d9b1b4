import { z } from 'zod'
import type { Asset, AssetContext } from '../../shared/asset'
import type { RandomSource } from '../ports'
import { attachUrl, mediaUploadUrl } from './asset-url'
import type { Lane } from './budget/lane'
import { shareOf } from './budget/share'
import type { Exchange } from './exchange'
import { jsonLimitBytes, readText } from './read-body'
import { readListing } from './wire-asset'
import { parseJson } from '../parse-json'
import { BytesWatch, type WatchedBytes } from './watched-bytes'
import { withDetail, WordbeeError } from './wordbee-error'

export interface AssetUpload {
  readonly context: AssetContext
  readonly segmentId: number
  readonly locale: string | null
  readonly relativePath: string
  readonly name: string
  /** Gives the bytes from the start each time: a call whose token died is sent again. */
  readonly bytes: () => AsyncIterable<Uint8Array>
  /** Ends the wait for room and for a pause of the server before the bytes are sent; what has begun is finished. */
  readonly waiting?: AbortSignal
  /** Ends the sending of the bytes, when nothing is attached yet. The call that attaches them is finished. */
  readonly signal?: AbortSignal
  /** Of the call that takes the bytes; by default `reads`, as the one that attaches them always is. */
  readonly lane?: Lane
  /** For bytes that somebody else may change: counted and hashed on their way. */
  readonly watched?: WatchedBytes
}

const wireUpload = z.object({ result: z.object({ token: z.string().min(1) }) })

/**
 * Uploads bytes and attaches them to a segment: two calls, back to back, since the media token's life is not documented.
 * Never repeated by itself: the same name may overwrite silently, so the caller lists before and after.
 * Gives what the server says that it stored, or null where its answer cannot be read. Failures: those of the exchange, and for
 * watched bytes `SourceError` and whatever `beforeAttach` rejects with; after either nothing was attached.
 * Source: `api2/media-upload`, `api2/upload-asset-to-segment`.
 */
export async function uploadAsset(
  ports: { readonly exchange: Exchange; readonly root: string; readonly random: RandomSource },
  upload: AssetUpload,
): Promise<Asset | null> {
  const { watched, waiting } = upload
  const watch = watched === undefined ? null : new BytesWatch(watched)
  const bytes = (): AsyncIterable<Uint8Array> => watch?.over(upload.bytes()) ?? upload.bytes()
  const token = await uploadMedia(ports, { ...upload, bytes }).catch((error: unknown) => {
    throw watch?.reasonOf(error) ?? error
  })
  if (watch !== null) await watched?.beforeAttach(watch.whole())
  const response = await ports.exchange({
    method: 'POST',
    once: true,
    // What is watched can be sent again: whoever stops does not wait for it.
    ...shareOf(watched === undefined || waiting === undefined ? {} : { waiting }, 'upload'),
    url: attachUrl(ports.root, upload.context, upload.segmentId),
    contentType: 'application/json',
    body: { kind: 'text', text: JSON.stringify(attachment(upload, token)) },
  })
  const stored = readListing([parseJson(await readText(response, jsonLimitBytes))], upload.context)
  return stored?.[0] ?? null
}

async function uploadMedia(
  ports: { readonly exchange: Exchange; readonly root: string; readonly random: RandomSource },
  upload: AssetUpload,
): Promise<string> {
  const boundary = `refshelf-${ports.random.id()}`
  const response = await ports.exchange({
    method: 'POST',
    once: true,
    ...shareOf(upload, 'upload'),
    url: mediaUploadUrl(ports.root, upload.name),
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: { kind: 'stream', chunks: multipart(upload.bytes, boundary) },
  })
  const answer = wireUpload.safeParse(parseJson(await readText(response, jsonLimitBytes)))
  if (answer.success) return answer.data.result.token
  throw new WordbeeError(withDetail('answer-unexpected', ''), {
    status: response.status,
    nothingWasDone: false,
  })
}

/** The part's own name is a fixed word: the real one goes in the query, whose encoding is certain. */
function multipart(bytes: AssetUpload['bytes'], boundary: string): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => partsOf(bytes(), boundary) }
}

async function* partsOf(bytes: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  yield encoder.encode(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="upload"\r\n` +
      'Content-Type: application/octet-stream\r\n\r\n',
  )
  yield* bytes
  yield encoder.encode(`\r\n--${boundary}--\r\n`)
}

function attachment(upload: AssetUpload, filetoken: string): Record<string, string> {
  return {
    filetoken,
    ...(upload.locale === null ? {} : { locale: upload.locale }),
    ...(upload.relativePath === '' ? {} : { relativePath: upload.relativePath }),
  }
}
