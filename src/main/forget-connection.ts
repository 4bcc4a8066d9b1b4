import type { ForgetReport, ForgetRequest } from '../shared/account-data'
import { fail, succeed, type Result } from '../shared/result'
import type { AccountRemoval } from '../core/accounts/account-removal'
import { confirmPurge } from './native-questions'
import type { Services } from './services'

const unfinished = fail({ kind: 'account-unfinished', retry: 'later' })

/**
 * Forgets a saved connection and its key, and on request everything else that this computer keeps of the account. If some of
 * that stays, only the key is forgotten, so that the user can try again.
 */
export async function forgetConnection(
  { connections, binService }: Pick<Services, 'connections' | 'binService'>,
  removal: AccountRemoval,
  { id, removeData, removeCopies }: ForgetRequest,
): Promise<Result<ForgetReport>> {
  if (removeData !== true) return withReport(await connections.forgetSaved(id), [])
  const account = await connections.accountOfSaved(id)
  if (account === null) return fail({ kind: 'request-invalid', retry: 'no' })
  if (await removal.isUnfinished(account)) return unfinished
  const copyIds = removeCopies === true ? await askAboutCopies(binService, account) : null
  if (copyIds === 'cancelled') return fail({ kind: 'stopped', retry: 'no' })
  // The question may have been open for long.
  if (await removal.isUnfinished(account)) return unfinished
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

/** Main asks, because copies that are gone cannot be restored. Only what the question named may be deleted. */
async function askAboutCopies(
  { bin }: Services['binService'],
  account: string,
): Promise<readonly string[] | 'cancelled'> {
  // If they cannot be listed, they are not deleted, and the report says so.
  const copies = await bin.listOfAccount(account).catch(() => [])
  if (copies.length === 0) return []
  const named = copies.map(({ identity: { name }, host, accountId }) => ({ name, host, accountId }))
  return (await confirmPurge(named)) ? copies.map(({ id }) => id) : 'cancelled'
}
