import type { Connection, WorkAccount } from '../../shared/connection'
import type { WordbeeClient } from '../wordbee/client'

/** The connection that is open, with the client that speaks for it. */
export interface OpenConnection {
  readonly connection: Connection
  readonly client: WordbeeClient
  /** Names the server on disk, whatever its port today: the normalised URL, or `demo`. */
  readonly serverKey: string
}

/** Names an account, whichever way and under whichever name it was opened: server and account id. No secret. */
export function accountKey(account: { readonly serverKey: string; readonly accountId: string }): string {
  return JSON.stringify([account.serverKey, account.accountId])
}

export function accountKeyOf({ serverKey, connection }: OpenConnection): string {
  return accountKey({ serverKey, accountId: connection.accountId })
}

/** What a question, a job or a restore tells of the connection that it is made on. */
export function workAccountOf(open: OpenConnection): WorkAccount {
  const { name, color, host, accountId } = open.connection
  return { accountKey: accountKeyOf(open), connectionName: name, connectionColor: color, host, accountId }
}
