import type {
  Connection,
  ConnectRequest,
  KeyState,
  OpenSavedRequest,
  SavedConnection,
} from '../../shared/connection'
import type { AppFailure } from '../../shared/failure'
import { fail, succeed, type Result } from '../../shared/result'
import type { Clock, DemoPort, FilesPort, HttpPort, RandomSource } from '../ports'
import { UnreadableDocumentError } from '../storage/json-document'
import type { Budget } from '../wordbee/budget/budget'
import { createClient, type WordbeeClient } from '../wordbee/client'
import { hostOf, normaliseServerUrl, type HostPolicy } from '../wordbee/server-url'
import { toFailure } from '../wordbee/wordbee-error'
import type { KeyStore } from './key-store'
import { createSavedConnections, type SavedConnections, type StoredConnection } from './saved-connections'

export interface ConnectionsPorts {
  readonly http: HttpPort
  readonly clock: Clock
  readonly random: RandomSource
  readonly files: FilesPort
  readonly keys: KeyStore
  readonly demo: DemoPort
  readonly policy: HostPolicy
  /** The rolling hour of an account, by the server's key and the account. Never rejects. */
  readonly budgetOf: (serverKey: string, accountId: string) => Promise<Budget>
  readonly onChange: () => void
}

/** The connection that is open, with the client that speaks for it. */
export interface OpenConnection {
  readonly connection: Connection
  readonly client: WordbeeClient
  /** Names the server on disk, whatever its port today: the normalised URL, or `demo`. */
  readonly serverKey: string
}

type SignedIn = Pick<OpenConnection, 'client' | 'serverKey'>

/** Whoever holds an open connection sees at once what becomes of it. */
interface Opened extends OpenConnection {
  connection: Connection
}

type TypedAccess = Omit<ConnectRequest, 'remember' | 'readOnly'>

interface Access {
  readonly serverUrl: string
  readonly accountId: string
  readonly apiKey: string
}

/** One connection at a time; opening another gives the first one's token back. */
export class Connections {
  private readonly store: SavedConnections
  private readonly unreadable = new Set<string>()
  private open: Opened | null = null

  constructor(private readonly ports: ConnectionsPorts) {
    this.store = createSavedConnections(ports)
  }

  current(): OpenConnection | null {
    return this.open
  }

  async saved(): Promise<readonly SavedConnection[]> {
    const stored = await this.listStored()
    return Promise.all(stored.map(async (entry) => ({ ...entry, key: await this.keyStateOf(entry.id) })))
  }

  async connect(request: ConnectRequest): Promise<Result<Connection>> {
    const access = this.checkAccess(request)
    if (!access.ok) return access
    const client = await this.signInTo(access.value)
    if (!client.ok) return client
    const { readOnly } = request
    if (!request.remember)
      return this.openAs(client.value, unsaved(access.value, { id: 'session', readOnly }))
    const kept = await this.remember(access.value, readOnly)
    if (kept.ok) return this.openAs(client.value, toConnection(kept.value.stored, kept.value.key))
    await client.value.client.signOut().catch(() => undefined)
    return kept
  }

  /** For the connection of the environment variables: nothing of it is stored. */
  async connectForThisRun(request: TypedAccess): Promise<Result<Connection>> {
    const access = this.checkAccess(request)
    if (!access.ok) return access
    const client = await this.signInTo(access.value)
    const connection = unsaved(access.value, { id: 'environment', readOnly: false })
    return client.ok ? this.openAs(client.value, connection) : client
  }

  /** Failures: `stored-key-missing`, `stored-key-unreadable`, and those of `connect`. */
  async openSaved(request: OpenSavedRequest): Promise<Result<Connection>> {
    const stored = (await this.listStored()).find((entry) => entry.id === request.id)
    if (stored === undefined) return fail({ kind: 'request-invalid', retry: 'no' })
    const address = normaliseServerUrl(stored.serverUrl, this.ports.policy)
    if (!address.ok) return address
    const key = await this.loadKey(request)
    if (!key.ok) return key
    const access = { serverUrl: address.value, accountId: stored.accountId, apiKey: key.value }
    const client = await this.signInTo(access)
    if (!client.ok) return client
    if (request.apiKey === undefined) return this.openAs(client.value, toConnection(stored, 'saved-securely'))
    if (request.replaceStoredKey !== true)
      return this.openAs(client.value, toConnection(stored, 'session-only'))
    const kept = await this.remember(access, stored.readOnly)
    return kept.ok ? this.openAs(client.value, toConnection(stored, kept.value.key)) : kept
  }

  async forgetSaved(id: string): Promise<Result<undefined>> {
    try {
      await this.store.forget(id)
      await this.ports.keys.forget(id)
      this.ports.onChange()
      return succeed(undefined)
    } catch (error) {
      return fail(storageFailure(error))
    }
  }

  /**
   * A saved connection, or the open one until it is closed. Read-only holds at once, even where it cannot be written
   * down; off it goes only after it was. Failures: `request-invalid` (no such connection), `storage-failed`.
   */
  async setReadOnly(id: string, readOnly: boolean): Promise<Result<undefined>> {
    const saved = (await this.listStored()).find((entry) => entry.id === id)
    const isOpen = this.open?.connection.id === id
    if (saved === undefined && !isOpen) return fail({ kind: 'request-invalid', retry: 'no' })
    // The same account may be open without being the saved one: it is kept from writing all the same.
    const isSameAccount =
      this.open?.serverKey === saved?.serverUrl && this.open?.connection.accountId === saved?.accountId
    if (readOnly && (isOpen || isSameAccount)) this.show(true)
    try {
      if (saved !== undefined) await this.store.setReadOnly(id, readOnly)
    } catch (error) {
      return fail(storageFailure(error))
    }
    if (!readOnly && isOpen) this.show(false)
    this.ports.onChange()
    return succeed(undefined)
  }

  async openDemo(): Promise<Result<Connection>> {
    const demo = await startDemo(this.ports.demo)
    if (!demo.ok) return demo
    const signedIn = await this.signInTo(demo.value, 'demo')
    return signedIn.ok ? this.openAs(signedIn.value, demoConnection) : signedIn
  }

  async resetDemo(): Promise<Result<undefined>> {
    try {
      await this.ports.demo.reset()
      return succeed(undefined)
    } catch {
      return fail({ kind: 'demo-failed', retry: 'now' })
    }
  }

  /** Gives the token back and forgets the client. Never fails: without a network the token dies by itself. */
  signOut(): Promise<void> {
    return this.replaceOpen(null)
  }

  private async signInTo(access: Access, serverKey = access.serverUrl): Promise<Result<SignedIn>> {
    const { http, clock, random, onChange } = this.ports
    const { serverUrl, accountId, apiKey } = access
    const credentials = { accountId, apiKey }
    const budget = await this.ports.budgetOf(serverKey, accountId)
    const ports = { http, clock, random, budget, onWaitingChange: onChange }
    const client = createClient({ ...ports, serverUrl, credentials })
    try {
      await client.signIn()
      return succeed({ client, serverKey })
    } catch (error) {
      return fail(toFailure(error))
    }
  }

  private async replaceOpen(next: Opened | null): Promise<void> {
    const previous = this.open
    this.open = next
    this.ports.onChange()
    await previous?.client.signOut().catch(() => undefined)
  }

  private async openAs(signedIn: SignedIn, connection: Connection): Promise<Result<Connection>> {
    // Read anew: the connection may have been made read-only while we signed in, or be kept so under another entry.
    const isKeptSo = await this.isKeptReadOnly(signedIn.serverKey, connection.accountId)
    const opened = { ...connection, readOnly: connection.readOnly || isKeptSo }
    await this.replaceOpen({ connection: opened, ...signedIn })
    return succeed(opened)
  }

  private show(readOnly: boolean): void {
    if (this.open === null) return
    this.open.connection = { ...this.open.connection, readOnly }
    this.ports.onChange()
  }

  private async isKeptReadOnly(serverUrl: string, accountId: string): Promise<boolean> {
    return (await this.listStored()).some(
      (entry) => entry.readOnly && entry.serverUrl === serverUrl && entry.accountId === accountId,
    )
  }

  private checkAccess(request: TypedAccess): Result<Access> {
    const serverUrl = normaliseServerUrl(request.serverUrl, this.ports.policy)
    if (!serverUrl.ok) return serverUrl
    return succeed({
      serverUrl: serverUrl.value,
      accountId: request.accountId.trim(),
      apiKey: request.apiKey.trim(),
    })
  }

  private async remember(
    access: Access,
    readOnly: boolean,
  ): Promise<Result<{ stored: StoredConnection; key: KeyState }>> {
    try {
      const { serverUrl, accountId } = access
      const stored = await this.store.remember({ serverUrl, accountId, readOnly })
      const key = await this.ports.keys.save(stored.id, access.apiKey)
      this.unreadable.delete(stored.id)
      return succeed({ stored, key })
    } catch (error) {
      return fail(storageFailure(error))
    }
  }

  private async loadKey(request: OpenSavedRequest): Promise<Result<string>> {
    if (request.apiKey !== undefined) return succeed(request.apiKey.trim())
    const loaded = await this.ports.keys.load(request.id)
    if (loaded.state === 'ready') {
      this.unreadable.delete(request.id)
      return succeed(loaded.key)
    }
    if (loaded.state === 'missing') return fail({ kind: 'stored-key-missing', retry: 'no' })
    this.unreadable.add(request.id)
    this.ports.onChange()
    return fail({ kind: 'stored-key-unreadable', retry: 'now' })
  }

  private async keyStateOf(id: string): Promise<KeyState> {
    if (this.unreadable.has(id)) return 'stored-key-unreadable'
    return (await this.ports.keys.has(id)) ? 'saved-securely' : 'session-only'
  }

  private async listStored(): Promise<readonly StoredConnection[]> {
    // A file that we cannot read is left as it is: the list is empty, and remembering says that it failed.
    return this.store.list().catch(() => [])
  }
}

/** The demo workspace is one fixed identity, whatever its port (`product.md`). */
const demoConnection: Connection = {
  id: 'demo',
  name: 'Demo workspace',
  color: 'green',
  kind: 'demo',
  host: 'demo',
  accountId: 'demo',
  readOnly: false,
  key: 'session-only',
}

async function startDemo(demo: DemoPort): Promise<Result<Access>> {
  try {
    return succeed(await demo.start())
  } catch {
    return fail({ kind: 'demo-failed', retry: 'now' })
  }
}

function toConnection(stored: StoredConnection, key: KeyState): Connection {
  const { id, name, color, serverUrl, accountId, readOnly } = stored
  return { id, name, color, kind: 'server', host: hostOf(serverUrl), accountId, readOnly, key }
}

function unsaved(
  { serverUrl, accountId }: Access,
  { id, readOnly }: { readonly id: 'session' | 'environment'; readonly readOnly: boolean },
): Connection {
  const kind = id === 'environment' ? 'environment' : 'server'
  const facts = { id, name: accountId, color: 'grey', kind, key: 'session-only' } as const
  return { ...facts, host: hostOf(serverUrl), accountId, readOnly }
}

function storageFailure(error: unknown): AppFailure {
  if (error instanceof UnreadableDocumentError)
    return { kind: 'storage-failed', retry: 'no', detail: error.message }
  return { kind: 'storage-failed', retry: 'now' }
}
