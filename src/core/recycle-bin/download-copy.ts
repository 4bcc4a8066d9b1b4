import type { Asset } from '../../shared/asset'
import type { CopyFailure } from '../../shared/deletion'
import type { FailureKind } from '../../shared/failure'
import { AssetSizeError, downloadBytes } from '../download/asset-stream'
import { retry } from '../lib/retry'
import type { BlobsPort, Clock, WrittenBlob } from '../ports'
import { toStorageCause } from '../storage/storage-cause'
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

interface CopyToDownload {
  readonly asset: Asset
  readonly size: number
  readonly blobName: string
  readonly signal: AbortSignal | undefined
}

/** Streams one file to disk. It gets its name only if it has exactly the listed size. */
export async function downloadCopy(
  { client, blobs, clock }: DownloadCopyPorts,
  { asset, size, blobName, signal }: CopyToDownload,
): Promise<DownloadedCopy> {
  const download = (): Promise<WrittenBlob> =>
    blobs.write(
      blobName,
      downloadBytes({ client, clock, asset, signal }, { size }),
      (blob) => blob.size === size,
    )
  try {
    const written = await retry(
      download,
      (error, attempt) =>
        toFailure(error).kind === 'throttled' && attempt < maxThrottledTries && signal?.aborted !== true,
    )
    // The stream had the right size, so another one on disk is a storage error.
    return written.size === size ? { ok: true, written } : { ok: false, failure: 'storage' }
  } catch (error) {
    return { ok: false, ...toCopyFailure(error) }
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
  if (error instanceof AssetSizeError) return { failure: toSizeFailure(error) }
  if (!(error instanceof WordbeeError)) return { failure: toStorageCause(error) }
  const { kind, detail } = toFailure(error)
  return { failure: copyFailures[kind] ?? 'refused', ...(detail === undefined ? {} : { detail }) }
}

function toSizeFailure({ difference, isEncoded }: AssetSizeError): CopyFailure {
  if (difference === 'announced') return 'size-differs'
  if (isEncoded) return 'encoded'
  return difference === 'longer' ? 'too-long' : 'too-short'
}
