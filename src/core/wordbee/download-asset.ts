import type { AssetIdentity } from '../../shared/asset'
import type { CallPurpose } from '../../shared/budget'
import type { Clock, HttpResponse } from '../ports'
import { downloadUrl } from './asset-url'
import type { Priority } from './budget/priority'
import { toCallFields } from './budget/call-options'
import type { ApiCall, Exchange } from './exchange'
import type { FlexIds } from './flex-ids'
import { announcedLength, isEncoded } from './read-body'
import { maxRetries, pauseBeforeRetry } from './retry-pause'
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

interface DownloadPorts {
  readonly exchange: Exchange
  readonly root: string
  readonly clock: Pick<Clock, 'sleep'>
  readonly flexIds: FlexIds
}

/**
 * Downloads one asset as a stream. A 5xx is retried with increasing pauses, each attempt within the call quota; a call that must
 * be sent at once is not. The body fails if its size differs from the announced or the listed one, at the latest when it ends:
 * with `answer-encoded` if the server sent it in a coded form, else with `answer-cut`.
 * Source: `api2/download-asset-from-segment`.
 */
export async function downloadAsset(
  ports: DownloadPorts,
  { asset, priority = 'copies', purpose = 'download', range, ...options }: AssetDownload,
): Promise<HttpResponse> {
  const fields = toCallFields({ priority, ...options }, purpose)
  const headers = range === undefined ? {} : { headers: toRangeHeaders(range) }
  const response = await ports.flexIds.read(asset.context, options.signal, (context) => {
    const url = downloadUrl(ports.root, { ...asset, context })
    return getWithRetries(ports, { method: 'GET', url, ...headers, ...fields })
  })
  const sizes = [asset.size, announcedLength(response)].filter((size) => size !== null)
  return { ...response, body: verifySize(response, sizes) }
}

/** With `If-Range` a server that honours it answers 200 with the whole file if it is another version. */
function toRangeHeaders({ from, validator }: AssetRange): Readonly<Record<string, string>> {
  const range = { Range: `bytes=${String(from)}-` }
  return validator === null ? range : { ...range, 'If-Range': validator }
}

async function getWithRetries({ exchange, clock }: DownloadPorts, call: ApiCall): Promise<HttpResponse> {
  for (let retry = 0; ; retry += 1) {
    try {
      return await exchange(call)
    } catch (error) {
      const isServerError = error instanceof WordbeeError && error.failure.kind === 'server-error'
      if (!isServerError || call.atOnce === true || retry === maxRetries) throw error
      await pauseBeforeRetry(clock, retry, { error, call })
    }
  }
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
