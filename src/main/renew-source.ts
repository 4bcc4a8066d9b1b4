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

const notRenewed: RenewedSource = { isRenewed: false, refused: null }

/**
 * Replaces the source of a queued file that changed or vanished, either from the same path or from one that the user
 * chooses. The file is checked like a dropped one. Failure: `plan-unknown` (no such file, or it needs no new source).
 */
export async function renewSource(
  { grants, exchange, queue }: RenewPorts,
  { batchId, fileId, from }: RenewRequest,
): Promise<Result<RenewedSource>> {
  const file = queue()
    .findBatch(batchId)
    ?.files.find(({ file: { id } }) => id === fileId)?.file
  if (file?.source.kind !== 'file') return fail({ kind: 'plan-unknown', retry: 'no' })
  const oldPath = file.source.file.path
  const chosen = from === 'as-it-is' ? oldPath : await exchange.chooseFile(path.dirname(oldPath))
  if (chosen === null) return succeed(notRenewed)
  const { grantId, refused } = await grants.grant([chosen], { includesJunk: true })
  const [granted] = grants.find(grantId) ?? []
  grants.discard(grantId)
  // If the path is a folder now, the grant contains the files in it, which are other files.
  if (granted?.source.path !== chosen)
    return succeed({ isRenewed: false, refused: refused[0]?.reason ?? 'not-a-file' })
  return (await queue().renewSource(batchId, fileId, granted.source))
    ? succeed({ isRenewed: true, refused: null })
    : fail({ kind: 'plan-unknown', retry: 'no' })
}
