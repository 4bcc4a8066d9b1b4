import { originOf } from '../connections/open-connection'
import type { BatchRecord } from './batch-record'
import type { NewBatch, NewFile, Settlement, TransferSource } from './ports'
import { toIdentity, toSelected, type BatchHead, type FileRow, type KeptSettlement } from './transfer-entry'

/** What is written down of a batch that is given to the queue. */
export function toHead({ open, kind, target, context, folder }: NewBatch, beganAt: number): BatchHead {
  const { accountKey: _accountKey, ...origin } = originOf(open)
  return { ...origin, serverKey: open.serverKey, kind, target, context, folder, beganAt }
}

export function toRow({ identity, size, source, localPath, state }: NewFile): FileRow {
  return {
    identity: toIdentity(identity),
    size,
    source: toSource(source),
    ...(localPath === undefined ? {} : { localPath }),
    intent: null,
    outcome: { state },
  }
}

/** Nothing for a file of another batch, and for one that waits for no decision. */
export function toSettlement(record: BatchRecord, fileId: string, settled: Settlement): KeptSettlement[] {
  const n = record.numberOf(fileId)
  const state = n === null ? null : record.outcomeAt(n)?.state
  if (n === null || (state !== 'clearing' && state !== 'name-taken')) return []
  if (settled.state === 'failed') return [{ n, state: 'not-replaced' }]
  const name = settled.state === 'waiting' ? settled.name : undefined
  return [{ n, state: settled.state, ...(name === undefined ? {} : { name }) }]
}

/** The fields alone: what else an object carries is not for the disk. */
function toSource(source: TransferSource): TransferSource {
  if (source.kind === 'asset') return { kind: 'asset', asset: toSelected(source.asset) }
  const { path, size, modifiedMs } = source.file
  return { kind: 'file', file: { path, size, modifiedMs } }
}
