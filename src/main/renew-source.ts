import path from 'node:path'
import type { Transfers } from '../core/transfers/transfers'
import { fail, succeed, type Result } from '../shared/result'
import type { RenewedSource, SourceRenewal } from '../shared/transfers'
import type { FileExchangePort } from './adapters/file-exchange'
import type { FileGrants } from './adapters/file-grants'

export interface RenewPorts {
  readonly grants: Pick<FileGrants, 'grant' | 'find' | 'discard'>
  readonly exchange: Pick<FileExchangePort, 'chooseFile'>
  readonly queue: () => Pick<Transfers, 'findBatch' | 'renewSource'>
}

export interface RenewRequest {
  readonly batchId: string
  readonly fileId: string
  readonly from: SourceRenewal
}

const isClosed: RenewedSource = { isRenewed: false, refused: null }

/**
 * A file of the queue that changed or vanished is given anew: looked at as if it had just been dropped, by the path that only
 * main knows, or by one that the user chooses. Failure: `plan-unknown` (no such file, or it waits for no such thing).
 */
export async function renewSource(
  { grants, exchange, queue }: RenewPorts,
  { batchId, fileId, from }: RenewRequest,
): Promise<Result<RenewedSource>> {
  const file = queue()
    .findBatch(batchId)
    ?.files.find(({ file: { id } }) => id === fileId)?.file
  if (file?.source.kind !== 'file') return fail({ kind: 'plan-unknown', retry: 'no' })
  const before = file.source.file.path
  const chosen = from === 'as-it-is' ? before : await exchange.chooseFile(path.dirname(before))
  if (chosen === null) return succeed(isClosed)
  const { grantId, refused } = await grants.grant([chosen])
  const [given] = grants.find(grantId) ?? []
  grants.discard(grantId)
  // A folder in its place holds files of its own: none of them is this one.
  if (given?.source.path !== chosen)
    return succeed({ isRenewed: false, refused: refused[0]?.reason ?? 'not-a-file' })
  return (await queue().renewSource(batchId, fileId, given.source))
    ? succeed({ isRenewed: true, refused: null })
    : fail({ kind: 'plan-unknown', retry: 'no' })
}
