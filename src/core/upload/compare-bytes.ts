import type { Asset } from '../../shared/asset'
import { AssetStream, TooManyBytesError } from '../download/asset-stream'
import type { Clock, HttpResponse, MeasurePort, WrittenBlob } from '../ports'
import type { CallOptions } from '../wordbee/budget/call-options'
import type { WordbeeClient } from '../wordbee/client'
import { isKnownComplete, isPageInsteadOf } from '../wordbee/read-body'
import { toFailure } from '../wordbee/wordbee-error'

/** Whether the server returns the bytes that were sent. `not-compared`: the listing proves the size only. */
export type BytesComparison = 'same' | 'different' | 'not-compared'

export interface CompareBytesPorts {
  readonly client: Pick<WordbeeClient, 'download'>
  readonly measure: MeasurePort['measure']
  readonly clock: Pick<Clock, 'elapsed'>
}

export interface CompareBytesRequest {
  /** The uploaded file as listed afterwards. */
  readonly listed: Asset
  /** What was sent. */
  readonly sent: WrittenBlob
  /** Its signal ends the comparison, which is then missing. */
  readonly call: Pick<CallOptions, 'priority' | 'signal' | 'atOnce'>
}

/** Attempts at a download that was throttled, cut or too slow. */
const maxTries = 3

/**
 * Downloads an uploaded file and compares its hash with the bytes that were sent. Only a complete response can prove a
 * difference. Never rejects: if the download fails, the bytes were not compared.
 */
export async function compareBytes(
  ports: CompareBytesPorts,
  request: CompareBytesRequest,
): Promise<BytesComparison> {
  for (let attempt = 1; ; attempt += 1) {
    if (request.call.signal?.aborted === true) return 'not-compared'
    try {
      const compared = await compareOnce(ports, request)
      if (compared !== 'not-compared' || attempt === maxTries) return compared
    } catch (error) {
      const isTransient = ['throttled', 'answer-cut', 'timed-out'].includes(toFailure(error).kind)
      if (!isTransient || request.call.atOnce === true || attempt === maxTries) return 'not-compared'
    }
  }
}

async function compareOnce(
  { client, measure, clock }: CompareBytesPorts,
  { listed, sent, call }: CompareBytesRequest,
): Promise<BytesComparison> {
  // Without a size: a response that is complete but has another one is a difference, not a truncation.
  const stream = await AssetStream.open({ client, clock, asset: listed, signal: undefined, ...call })
  const body = stream.read({ size: null, maxBytes: sent.size })
  const { response } = stream
  const difference = canProveDifference(response, listed.name) ? 'different' : 'not-compared'
  try {
    const { size, sha256 } = await measure(body)
    if (size === sent.size && sha256 === sent.sha256) return 'same'
    return size === sent.size || isKnownComplete(response) ? difference : 'not-compared'
  } catch (error) {
    if (error instanceof TooManyBytesError) return difference
    throw error
  }
}

/** False for a proxy's page, and for a body that the server encoded on its way or stored encoded. */
function canProveDifference(response: HttpResponse, name: string): boolean {
  const isCoded = response.header('content-encoding') !== null
  return response.status === 200 && !isCoded && !isPageInsteadOf(name, response)
}
