import type { AssetIdentity } from '../../shared/asset'
import type { CallPurpose } from '../../shared/budget'
import type { HttpResponse } from '../ports'
import { downloadUrl } from './asset-url'
import type { Priority } from './budget/priority'
import { toCallFields } from './budget/call-options'
import type { Exchange } from './exchange'
import { announcedLength } from './read-body'
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
  /** Asks for the bytes from an offset. The server may answer 206, 416, or 200 with all bytes; the caller checks which. */
  readonly range?: AssetRange
}

export interface AssetRange {
  readonly from: number
  /** A strong `ETag` or a `Last-Modified` of the earlier response; null if it had neither. */
  readonly validator: string | null
}

/**
 * Downloads one asset as a stream. The body fails with `answer-cut` if its size differs from the announced or the listed one,
 * at the latest when it ends.
 * Source: `api2/download-asset-from-segment`.
 */
export async function downloadAsset(
  ports: { readonly exchange: Exchange; readonly root: string },
  { asset, priority = 'copies', purpose = 'download', range, ...options }: AssetDownload,
): Promise<HttpResponse> {
  const url = downloadUrl(ports.root, asset)
  const fields = toCallFields({ priority, ...options }, purpose)
  const headers = range === undefined ? {} : { headers: toRangeHeaders(range) }
  const response = await ports.exchange({ method: 'GET', url, ...headers, ...fields })
  const sizes = [asset.size, announcedLength(response)].filter((size) => size !== null)
  return { ...response, body: verifySize(response, sizes) }
}

/** With `If-Range` a server that honours it answers 200 with the whole file if it is another version. */
function toRangeHeaders({ from, validator }: AssetRange): Readonly<Record<string, string>> {
  const range = { Range: `bytes=${String(from)}-` }
  return validator === null ? range : { ...range, 'If-Range': validator }
}

/** The body, which fails unless it has exactly each of these sizes. */
async function* verifySize(response: HttpResponse, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let bytes = 0
  const sizeMismatch = (): WordbeeError =>
    new WordbeeError(failureWithDetail('answer-cut', ''), { status: response.status, nothingWasDone: false })
  for await (const chunk of response.body) {
    bytes += chunk.byteLength
    if (sizes.some((size) => bytes > size)) throw sizeMismatch()
    yield chunk
  }
  if (sizes.some((size) => bytes !== size)) throw sizeMismatch()
}
