import { workAccountOf } from '../connections/open-connection'
import type { BatchRecord } from './batch-record'
import type { NewTransferBatch, NewTransferFile, ConflictResolution, TransferSource } from './ports'
import {
  toIdentity,
  toStoredAsset,
  type BatchHeader,
  type FileRow,
  type PersistedResolution,
} from './transfer-entry'

/** The log header of a new batch. */
export function toBatchHeader(
  { open, kind, target, context, folder }: NewTransferBatch,
  beganAt: number,
): BatchHeader {
  const { accountKey: _accountKey, ...account } = workAccountOf(open)
  return { ...account, serverKey: open.serverKey, kind, target, context, folder, beganAt }
}

export function toFileRow(file: NewTransferFile): FileRow {
  const { identity, size, source, localPath, state, isAlreadyThere } = file
  return {
    identity: toIdentity(identity),
    size,
    source: toSource(source),
    ...(localPath === undefined ? {} : { localPath }),
    intent: null,
    outcome: state === 'skipped' && isAlreadyThere === true ? { state, isAlreadyThere } : { state },
  }
}

/** Empty for a file of another batch and for a file that does not wait for a decision. */
export function toPersistedResolution(
  record: BatchRecord,
  fileId: string,
  resolution: ConflictResolution,
): PersistedResolution[] {
  const n = record.indexOfFile(fileId)
  const state = n === null ? null : record.outcomeAt(n)?.state
  if (n === null || (state !== 'clearing' && state !== 'name-taken')) return []
  if (resolution.state === 'failed') return [{ n, state: 'not-replaced' }]
  const name = resolution.state === 'waiting' ? resolution.name : undefined
  return [{ n, state: resolution.state, ...(name === undefined ? {} : { name }) }]
}

/** Picks the known fields: nothing else in the object may reach the disk. */
function toSource(source: TransferSource): TransferSource {
  if (source.kind === 'asset') return { kind: 'asset', asset: toStoredAsset(source.asset) }
  const { path, size, modifiedMs } = source.file
  return { kind: 'file', file: { path, size, modifiedMs } }
}
