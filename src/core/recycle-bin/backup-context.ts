import type { Asset } from '../../shared/asset'
import type { OpenConnection } from '../connections/open-connection'
import type { BinEntry, BinEvent } from './bin-log'

/** Why a copy is made, and for which job. */
export interface BackupContext {
  readonly open: OpenConnection
  readonly runId: string
  readonly why: BinEntry['why']
  /** Ends a copy that waits or streams. */
  readonly signal?: AbortSignal
}

/** What an entry says of where a file was, whose it was, and how it was listed. */
export function toEntryFields(
  asset: Asset,
  { open }: BackupContext,
): Omit<
  Extract<BinEvent, { t: 'kept' }>,
  't' | 'id' | 'size' | 'sha256' | 'jobId' | 'why' | 'keptAt' | 'expiresAt'
> {
  const { context, segmentId, locale, relativePath, name } = asset
  const { contentType, createdDate, modifiedDate, projectId } = asset
  const { host, accountId, name: connectionName } = open.connection
  return {
    identity: { context, segmentId, locale, relativePath, name },
    ...{ contentType, createdDate, modifiedDate, projectId },
    ...{ serverKey: open.serverKey, host, accountId, connectionName },
  }
}
