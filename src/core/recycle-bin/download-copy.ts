import type { Asset } from '../../shared/asset'
import type { CopyFailure } from '../../shared/deletion'
import type { FailureKind } from '../../shared/failure'
import type { BlobsPort, Clock, HttpResponse, WrittenBlob } from '../ports'
import { toStorageCause } from '../storage/storage-cause'
import { isEncoded } from '../wordbee/read-body'
import type { WordbeeClient } from '../wordbee/client'
import { toFailure, WordbeeError } from '../wordbee/wordbee-error'

export interface DownloadCopyPorts {
  readonly client: Pick<WordbeeClient, 'download'>
  readonly blobs: BlobsPort
  readonly clock: Clock
}

export type DownloadedCopy =
  | { readonly ok: true; readonly written: WrittenBlob }
  | { readonly ok: false; readonly failure: CopyFailure; readonly detail?: string }

/** Attempts at a throttled download. The client retries a 5xx; other failures are not retried (docs/rules.md#p3). */
const maxThrottledTries = 4
/** A download may take 60 s or its size at 16 KiB/s, whichever is longer (docs/threat-model.md#time-limits). */
const minTimeoutMs = 60_000
const minBytesPerMs = (16 * 1_024) / 1_000

class CopyRefusedError extends Error {
  override readonly name = 'CopyRefusedError'
  constructor(readonly failure: CopyFailure) {
    super(failure)
  }
}

interface CopyToDownload {
  readonly asset: Asset
  readonly size: number
  readonly blobName: string
  readonly signal: AbortSignal | undefined
}

/** Streams one file to disk. It gets its name only if it has exactly the listed size. */
export async function downloadCopy(ports: DownloadCopyPorts, copy: CopyToDownload): Promise<DownloadedCopy> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await downloadOnce(ports, copy)
    if (result.ok || result.failure !== 'throttled' || attempt === maxThrottledTries) return result
    if (copy.signal?.aborted === true) return result
  }
}

async function downloadOnce(
  { client, blobs, clock }: DownloadCopyPorts,
  { asset, size, blobName, signal }: CopyToDownload,
): Promise<DownloadedCopy> {
  const controller = new AbortController()
  const abort = (): void => controller.abort()
  signal?.addEventListener('abort', abort)
  if (signal?.aborted === true) abort()
  try {
    const response = await client.download({ asset: { ...asset, size: null }, signal: controller.signal })
    if (hasOtherLength(response, size)) throw new CopyRefusedError('size-differs')
    const deadline = clock.elapsed() + Math.max(minTimeoutMs, size / minBytesPerMs)
    const isLate = (): boolean => clock.elapsed() > deadline
    const differs = isEncoded(response) ? 'encoded' : null
    const bytes = limitStream(response.body, { size, isLate, tooLong: differs ?? 'too-long' })
    const written = await blobs.write(blobName, bytes, (blob) => blob.size === size)
    return written.size === size ? { ok: true, written } : { ok: false, failure: differs ?? 'too-short' }
  } catch (error) {
    // Close the connection: the rest of the response is never read.
    controller.abort()
    return { ok: false, ...toCopyFailure(error) }
  } finally {
    signal?.removeEventListener('abort', abort)
  }
}

/** Ignores the length of an encoded response, which counts encoded bytes. */
function hasOtherLength(response: HttpResponse, size: number): boolean {
  const contentLength = response.header('content-length')
  if (contentLength === null || !/^\d+$/.test(contentLength)) return false
  return response.header('content-encoding') === null && Number(contentLength) !== size
}

async function* limitStream(
  chunks: AsyncIterable<Uint8Array>,
  limits: { readonly size: number; readonly isLate: () => boolean; readonly tooLong: CopyFailure },
): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.byteLength
    if (bytes > limits.size) throw new CopyRefusedError(limits.tooLong)
    if (limits.isLate()) throw new CopyRefusedError('timed-out')
    yield chunk
  }
}

const copyFailures: Partial<Record<FailureKind, CopyFailure>> = {
  'answer-cut': 'broke-off',
  'answer-encoded': 'encoded',
  'timed-out': 'timed-out',
  unreachable: 'unreachable',
  certificate: 'unreachable',
  redirected: 'unreachable',
  throttled: 'throttled',
  'server-error': 'server-error',
}

function toCopyFailure(error: unknown): { readonly failure: CopyFailure; readonly detail?: string } {
  if (error instanceof CopyRefusedError) return { failure: error.failure }
  if (!(error instanceof WordbeeError)) return { failure: toStorageCause(error) }
  const { kind, detail } = toFailure(error)
  return { failure: copyFailures[kind] ?? 'refused', ...(detail === undefined ? {} : { detail }) }
}
