import type { Connection, WorkAccount } from '../../shared/connection'
import type { WordbeeClient } from '../wordbee/client'

/** A signed-in connection with its client. */
export interface OpenConnection {
  readonly connection: Connection
  readonly client: WordbeeClient
  /** Identifies the server in stored data: the normalised URL, or `demo`, whose port changes. */
  readonly serverKey: string
}

/** Identifies an account by server and account id, however it was opened. Contains no secret. */
export function accountKey(account: { readonly serverKey: string; readonly accountId: string }): string {
  return JSON.stringify([account.serverKey, account.accountId])
}

export function accountKeyOf({ serverKey, connection }: OpenConnection): string {
  return accountKey({ serverKey, accountId: connection.accountId })
}

/** The account facts that plans, deletions and restores report about their connection. */
export function workAccountOf(open: OpenConnection): WorkAccount {
  const { name, color, host, accountId } = open.connection
  return { accountKey: accountKeyOf(open), connectionName: name, connectionColor: color, host, accountId }
}
