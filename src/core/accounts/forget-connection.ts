import type { ForgetReport, ForgetRequest } from '../../shared/account-data'
import { fail, succeed, type Result } from '../../shared/result'
import type { Connections } from '../connections/connections'
import type { PurgedCopy } from '../recycle-bin/connected-bin'
import type { RecycleBin } from '../recycle-bin/recycle-bin'
import type { AccountRemoval } from './account-removal'

export interface ForgetConnectionParts {
  readonly connections: Pick<Connections, 'forgetSaved' | 'forgetKey' | 'accountOfSaved'>
  readonly bin: Pick<RecycleBin, 'listOfAccount'>
  readonly removal: AccountRemoval
}

/** Asks about exactly these copies, because copies that are gone cannot be restored. */
export type ConfirmCopies = (copies: readonly PurgedCopy[]) => Promise<boolean>

const unfinished = fail({ kind: 'account-unfinished', retry: 'later' })

/**
 * Forgets a saved connection and its key, and on request everything else that this computer keeps of the account. If some of
 * that stays, only the key is forgotten, so that the user can try again. Failures: `account-unfinished`, `request-invalid`,
 * `stopped` (the user cancelled), `storage-failed`.
 */
export async function forgetConnection(
  { connections, bin, removal }: ForgetConnectionParts,
  { id, removeData, removeCopies }: ForgetRequest,
  confirm: ConfirmCopies,
): Promise<Result<ForgetReport>> {
  if (removeData !== true) return withReport(await connections.forgetSaved(id), [])
  const account = await connections.accountOfSaved(id)
  if (account === null) return fail({ kind: 'request-invalid', retry: 'no' })
  if (await removal.isUnfinished(account)) return unfinished
  // If copies cannot be listed, they are not deleted, and the report says so.
  const copies = removeCopies === true ? await bin.listOfAccount(account).catch(() => []) : []
  const named = copies.map(({ identity: { name }, host, accountId }) => ({ name, host, accountId }))
  if (named.length > 0 && !(await confirm(named))) return fail({ kind: 'stopped', retry: 'no' })
  // The question may have been open for long.
  if (await removal.isUnfinished(account)) return unfinished
  // Only what the question named may be deleted.
  const copyIds = removeCopies === true ? copies.map((copy) => copy.id) : null
  const { notRemoved } = await removal.removeAll(account, { copyIds })
  const forgotten = await (notRemoved.length === 0 ? connections.forgetSaved(id) : connections.forgetKey(id))
  return withReport(forgotten, notRemoved)
}

function withReport(
  forgotten: Result<undefined>,
  notRemoved: ForgetReport['notRemoved'],
): Result<ForgetReport> {
  return forgotten.ok ? succeed({ notRemoved }) : forgotten
}
