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
  /** With the size as listed: an answer without a length can end early and look whole (docs/threat-model.md#truncated-responses). */
  readonly asset: AssetIdentity & { readonly size: number | null }
  readonly signal?: AbortSignal
  /** Ends the wait for room and for a pause of the server. */
  readonly waiting?: AbortSignal
  /** By default that of copies. */
  readonly priority?: Priority
  /** What it counts as; by default a download. */
  readonly purpose?: Extract<CallPurpose, 'download' | 'preview' | 'thumbnail'>
  /** Fails with `throttled` where it would have to wait, for room or for a pause of the server. */
  readonly atOnce?: boolean
}

/**
 * The bytes of one asset as a stream: never held as a whole, never more or fewer than announced and listed. Its body
 * fails with `answer-cut` where the number differs, at the last moment before it would end.
 * Source: `api2/download-asset-from-segment`.
 */
export async function downloadAsset(
  ports: { readonly exchange: Exchange; readonly root: string },
  { asset, priority = 'copies', purpose = 'download', ...wishes }: AssetDownload,
): Promise<HttpResponse> {
  const share = { priority, ...wishes }
  const url = downloadUrl(ports.root, asset)
  const response = await ports.exchange({ method: 'GET', url, ...toCallFields(share, purpose) })
  const sizes = [asset.size, announcedLength(response)].filter((size) => size !== null)
  return { ...response, body: exactly(response, sizes) }
}

async function* exactly(response: HttpResponse, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let bytes = 0
  const wrong = (): WordbeeError =>
    new WordbeeError(failureWithDetail('answer-cut', ''), { status: response.status, nothingWasDone: false })
  for await (const chunk of response.body) {
    bytes += chunk.byteLength
    if (sizes.some((size) => bytes > size)) throw wrong()
    yield chunk
  }
  if (sizes.some((size) => bytes !== size)) throw wrong()
}
