import type { Asset } from '../../shared/asset'
import type { OpenConnection } from '../connections/open-connection'
import type { BinEntry, BinEvent } from './bin-log'

/** The deletion run that a copy is made for, and the reason. */
export interface BackupContext {
  readonly open: OpenConnection
  readonly runId: string
  readonly why: BinEntry['why']
  /** Aborts a copy that is waiting or streaming. */
  readonly signal?: AbortSignal
}

/** The fields of an entry that say where the file was, which account it belonged to, and how it was listed. */
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
    contentType,
    createdDate,
    modifiedDate,
    projectId,
    serverKey: open.serverKey,
    host,
    accountId,
    connectionName,
  }
}
