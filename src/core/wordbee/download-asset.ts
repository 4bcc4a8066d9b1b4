import type { AssetIdentity } from '../../shared/asset'
import type { CallPurpose } from '../../shared/budget'
import type { HttpResponse } from '../ports'
import { downloadUrl } from './asset-url'
import type { Priority } from './budget/priority'
import { toCallFields } from './budget/call-options'
import type { Exchange } from './exchange'
import { announcedLength, isEncoded } from './read-body'
import { failureWithDetail, WordbeeError } from './wordbee-error'

export interface AssetDownload {
  /** With the listed size: a truncated response without a length would look complete (docs/threat-model.md#truncated-responses). */
  readonly asset: AssetIdentity & { readonly size: number | null }
  readonly signal?: AbortSignal
  /** Ends the wait for quota or for the end of a throttle. */
  readonly waitSignal?: AbortSignal
  /** `copies` by default. */
  readonly priority?: Priority
  /** What the call counts as; `download` by default. */
  readonly purpose?: Extract<CallPurpose, 'download' | 'preview' | 'thumbnail'>
  /** Fails with `throttled` instead of waiting for quota or for the end of a throttle. */
  readonly atOnce?: boolean
}

/**
 * Downloads one asset as a stream. The body fails if its size differs from the announced or the listed one, at the latest
 * when it ends: with `answer-encoded` if the server sent it in a coded form, else with `answer-cut`.
 * Source: `api2/download-asset-from-segment`.
 */
export async function downloadAsset(
  ports: { readonly exchange: Exchange; readonly root: string },
  { asset, priority = 'copies', purpose = 'download', ...options }: AssetDownload,
): Promise<HttpResponse> {
  const url = downloadUrl(ports.root, asset)
  const fields = toCallFields({ priority, ...options }, purpose)
  const response = await ports.exchange({ method: 'GET', url, ...fields })
  const sizes = [asset.size, announcedLength(response)].filter((size) => size !== null)
  return { ...response, body: verifySize(response, sizes) }
}

/** The body, which fails unless it has exactly each of these sizes. */
async function* verifySize(response: HttpResponse, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let bytes = 0
  const facts = { status: response.status, nothingWasDone: false } as const
  const sizeMismatch = (): WordbeeError =>
    new WordbeeError(failureWithDetail(isEncoded(response) ? 'answer-encoded' : 'answer-cut', ''), facts)
  for await (const chunk of decodedBody(response)) {
    bytes += chunk.byteLength
    if (sizes.some((size) => bytes > size)) throw sizeMismatch()
    yield chunk
  }
  if (sizes.some((size) => bytes !== size)) throw sizeMismatch()
}

/** Chromium's code for a body that is not in the form that its header declares. */
const undecodable = 'ERR_CONTENT_DECODING_FAILED'

async function* decodedBody(response: HttpResponse): AsyncGenerator<Uint8Array> {
  try {
    yield* response.body
  } catch (error) {
    if (!(error instanceof WordbeeError) || error.failure.detail !== undecodable) throw error
    throw new WordbeeError(failureWithDetail('answer-encoded', ''), error.facts)
  }
}
