import type {
  Connection,
  ConnectRequest,
  KeyState,
  OpenSavedRequest,
  SavedConnection,
} from '../../shared/connection'
import { fail, succeed, type Result } from '../../shared/result'
import type { Clock, DemoPort, FilesPort, HttpPort, RandomSource } from '../ports'
import type { Budget } from '../wordbee/budget/budget'
import { createClient } from '../wordbee/client'
import { normaliseServerUrl, type HostPolicy } from '../wordbee/server-url'
import { createThrottle, type Throttle } from '../wordbee/throttle'
import { toFailure } from '../wordbee/wordbee-error'
import { demoConnection, storageFailure, toConnection, unsavedConnection } from './connection-facts'
import type { KeyStore } from './key-store'
import { LiveConnections } from './live-connections'
import { accountKey, accountKeyOf, type OpenConnection } from './open-connection'
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

/** One connection is open at a time; what still runs on one that was left goes on there until it is done. */
export class Connections {
  private readonly store: SavedConnections
  private readonly unreadable = new Set<string>()
  private readonly live = new LiveConnections<Opened>()
  /** By account: a server that asks one of its clients to wait means them all. */
  private readonly throttles = new Map<string, Throttle>()

  constructor(private readonly ports: ConnectionsPorts) {
    this.store = createSavedConnections(ports)
  }

  current(): OpenConnection | null {
    return this.live.current()
  }

  /** Keeps the session of a connection until the answer is called, also when another one is opened meanwhile. */
  hold(open: OpenConnection): () => void {
    return this.live.hold(open)
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
      return this.openAs(client.value, unsavedConnection(access.value, { id: 'session', readOnly }))
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
    const connection = unsavedConnection(access.value, { id: 'environment', readOnly: false })
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
    const account = this.accountOf(id, saved)
    if (account === null) return fail({ kind: 'request-invalid', retry: 'no' })
    // The same account may be open without being the saved one, or be left with a job: it is kept from writing all the same.
    const live = this.live.all().filter((each) => accountKeyOf(each) === account)
    if (readOnly) this.show(live, { readOnly })
    try {
      if (saved !== undefined) await this.store.setReadOnly(id, readOnly)
    } catch (error) {
      return fail(storageFailure(error))
    }
    if (!readOnly)
      this.show(
        live.filter(({ connection }) => connection.id === id),
        { readOnly },
      )
    this.ports.onChange()
    return succeed(undefined)
  }

  async openDemo(): Promise<Result<Connection>> {
    const demo = await startDemo(this.ports.demo)
    if (!demo.ok) return demo
    const signedIn = await this.signInTo(demo.value, demoConnection.id)
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

  /** Nothing is open any more. The token is given back, at once or when nothing of it runs. Never fails. */
  signOut(): Promise<void> {
    return this.replaceOpen(null)
  }

  /** The app quits: every token is given back, also of what was left. Never fails. */
  async end(): Promise<void> {
    const ended = this.live.end()
    this.ports.onChange()
    await ended
  }

  private async signInTo(access: Access, serverKey = access.serverUrl): Promise<Result<SignedIn>> {
    const { http, clock, random } = this.ports
    const { serverUrl, accountId, apiKey } = access
    const credentials = { accountId, apiKey }
    const budget = await this.ports.budgetOf(serverKey, accountId)
    const throttle = this.throttleOf(accountKey({ serverKey, accountId }))
    const ports = { http, clock, random, budget, throttle }
    const client = createClient({ ...ports, serverUrl, credentials })
    try {
      await client.signIn()
      return succeed({ client, serverKey })
    } catch (error) {
      return fail(toFailure(error))
    }
  }

  private throttleOf(account: string): Throttle {
    const { clock, random, onChange } = this.ports
    const throttle = this.throttles.get(account) ?? createThrottle({ clock, random, onChange })
    this.throttles.set(account, throttle)
    return throttle
  }

  private async replaceOpen(next: Opened | null): Promise<void> {
    const replaced = this.live.replace(next)
    this.ports.onChange()
    await replaced
  }

  private async openAs(signedIn: SignedIn, connection: Connection): Promise<Result<Connection>> {
    // Read anew: the connection may have been made read-only while we signed in, or be kept so under another entry.
    const isKeptSo = await this.isKeptReadOnly(signedIn.serverKey, connection.accountId)
    const opened = { ...connection, readOnly: connection.readOnly || isKeptSo }
    await this.replaceOpen({ connection: opened, ...signedIn })
    return succeed(opened)
  }

  private show(live: readonly Opened[], change: Partial<Connection>): void {
    for (const each of live) each.connection = { ...each.connection, ...change }
    this.ports.onChange()
  }

  /** The account of a saved connection, or of the open one by its id; null where there is none. */
  private accountOf(id: string, saved: StoredConnection | undefined): string | null {
    if (saved !== undefined) return accountKey({ serverKey: saved.serverUrl, accountId: saved.accountId })
    const open = this.current()
    return open?.connection.id === id ? accountKeyOf(open) : null
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

async function startDemo(demo: DemoPort): Promise<Result<Access>> {
  try {
    return succeed(await demo.start())
  } catch {
    return fail({ kind: 'demo-failed', retry: 'now' })
  }
}
