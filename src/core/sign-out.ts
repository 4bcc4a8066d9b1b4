import { fail, succeed, type Result } from '../shared/result'
import type { Connections } from './connections/connections'
import { accountKeyOf } from './connections/open-connection'
import type { Deletions } from './deletion/deletions'
import type { Lifecycle } from './lifecycle'

export interface SignOutParts {
  readonly connections: Pick<Connections, 'current' | 'signOut'>
  readonly deletions: Pick<Deletions, 'isRunningOn'>
  readonly lifecycle: Pick<Lifecycle, 'signOut'>
}

/** Ends listings, restores and transfers of the open connection, and signs out. Failure: `deletion-running`. */
export async function signOut({
  connections,
  deletions,
  lifecycle,
}: SignOutParts): Promise<Result<undefined>> {
  const open = connections.current()
  if (open !== null && deletions.isRunningOn(accountKeyOf(open)))
    return fail({ kind: 'deletion-running', retry: 'later' })
  if (open !== null) await lifecycle.signOut(open)
  await connections.signOut()
  return succeed(undefined)
}
