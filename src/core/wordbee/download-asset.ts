import type { AssetIdentity } from '../../shared/asset'
import type { CallPurpose } from '../../shared/budget'
import { retry } from '../lib/retry'
import type { Clock, HttpResponse } from '../ports'
import { downloadUrl } from './asset-url'
import type { Priority } from './budget/priority'
import { toCallFields } from './budget/call-options'
import type { ApiCall, Exchange } from './exchange'
import type { FlexIds } from './flex-ids'
import { announcedLength } from './read-body'
import { maxRetries, pauseBeforeRetry } from './retry-pause'
import { failureWithDetail, WordbeeError } from './wordbee-error'

export interface AssetDownload {
  readonly asset: AssetIdentity
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
 * be sent at once is not. The body fails with `answer-cut` if it has not exactly the announced size, and with `answer-encoded` if it
 * is not in the coding that it declares. Whether it has the listed size is up to its reader (`AssetStream`).
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
  return { ...response, body: verifyLength(response) }
}

/** With `If-Range` a server that honours it answers 200 with the whole file if it is another version. */
function toRangeHeaders({ from, validator }: AssetRange): Readonly<Record<string, string>> {
  const range = { Range: `bytes=${String(from)}-` }
  return validator === null ? range : { ...range, 'If-Range': validator }
}

function getWithRetries({ exchange, clock }: DownloadPorts, call: ApiCall): Promise<HttpResponse> {
  return retry(
    () => exchange(call),
    async (error, attempt) => {
      const isServerError = error instanceof WordbeeError && error.failure.kind === 'server-error'
      if (!isServerError || call.atOnce === true || attempt > maxRetries) return false
      await pauseBeforeRetry(clock, attempt - 1, { error, call })
      return true
    },
  )
}

/** The body, which fails unless it has exactly the announced size. */
async function* verifyLength(response: HttpResponse): AsyncGenerator<Uint8Array> {
  const announced = announcedLength(response)
  const facts = { status: response.status, nothingWasDone: false } as const
  const mismatch = (): WordbeeError => new WordbeeError(failureWithDetail('answer-cut', ''), facts)
  let bytes = 0
  for await (const chunk of decodedBody(response)) {
    bytes += chunk.byteLength
    if (announced !== null && bytes > announced) throw mismatch()
    yield chunk
  }
  if (announced !== null && bytes !== announced) throw mismatch()
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
