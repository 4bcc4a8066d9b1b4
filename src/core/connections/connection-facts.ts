import type { Connection, KeyState } from '../../shared/connection'
import type { AppFailure } from '../../shared/failure'
import { UnreadableDocumentError } from '../storage/json-document'
import { hostOf } from '../wordbee/server-url'
import { accountKey } from './open-connection'
import type { StoredConnection } from './saved-connections'

/** The demo workspace. Its identity is fixed, because its port changes (docs/architecture.md#demo-workspace). */
export const demoConnection: Connection = {
  id: 'demo',
  name: 'Demo workspace',
  color: 'green',
  kind: 'demo',
  host: 'demo',
  accountId: 'demo',
  readOnly: false,
  key: 'session-only',
}

export const demoAccount = accountKey({ serverKey: demoConnection.id, accountId: demoConnection.accountId })

export function toConnection(stored: StoredConnection, key: KeyState): Connection {
  const { id, name, color, serverUrl, accountId, readOnly } = stored
  return { id, name, color, kind: 'server', host: hostOf(serverUrl), accountId, readOnly, key }
}

export function unsavedConnection(
  { serverUrl, accountId }: { readonly serverUrl: string; readonly accountId: string },
  { id, readOnly }: { readonly id: 'session' | 'environment'; readonly readOnly: boolean },
): Connection {
  const kind = id === 'environment' ? 'environment' : 'server'
  const facts = { id, name: accountId, color: 'grey', kind, key: 'session-only' } as const
  return { ...facts, host: hostOf(serverUrl), accountId, readOnly }
}

export function storageFailure(error: unknown): AppFailure {
  if (error instanceof UnreadableDocumentError)
    return { kind: 'storage-failed', retry: 'no', detail: error.message }
  return { kind: 'storage-failed', retry: 'now' }
}
