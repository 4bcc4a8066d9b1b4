import { z } from 'zod'
import type { Asset, AssetContext } from '../../shared/asset'
import type { RandomSource } from '../ports'
import { attachUrl, mediaUploadUrl } from './asset-url'
import { shareOf } from './budget/share'
import type { Exchange } from './exchange'
import { jsonLimitBytes, readText } from './read-body'
import { readListing } from './wire-asset'
import { parseJson } from '../parse-json'
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
}

const wireUpload = z.object({ result: z.object({ token: z.string().min(1) }) })

/**
 * Uploads bytes and attaches them to a segment: two calls, back to back, since the media token's life is not documented.
 * Never repeated by itself: the same name may overwrite silently, so the caller lists before and after.
 * Gives what the server says that it stored, or null where its answer cannot be read.
 * Source: `api2/media-upload`, `api2/upload-asset-to-segment`.
 */
export async function uploadAsset(
  ports: { readonly exchange: Exchange; readonly root: string; readonly random: RandomSource },
  upload: AssetUpload,
): Promise<Asset | null> {
  const token = await uploadMedia(ports, upload)
  const response = await ports.exchange({
    method: 'POST',
    once: true,
    ...shareOf({}, 'upload'),
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
