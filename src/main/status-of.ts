import { accountKeyOf, type OpenConnection } from '../core/connections/open-connection'
import type { AppStatus } from '../shared/app-status'

/** The part of the status that depends on the open connection. */
export function statusOf(
  open: OpenConnection | null,
): Pick<AppStatus, 'connection' | 'accountKey' | 'waitingUntil' | 'budget'> {
  if (open === null) return { connection: null, accountKey: null, waitingUntil: null, budget: null }
  const { connection, client } = open
  return {
    connection,
    accountKey: accountKeyOf(open),
    waitingUntil: client.waitingUntil(),
    budget: client.budget(),
  }
}
