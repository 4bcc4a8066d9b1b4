import type {
  Connection,
  ConnectionEdit,
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
import { checkAccess, startDemoServer, type AccessDetails, type TypedCredentials } from './access'
import { ConnectionKeys, type LoadedAccess } from './connection-keys'
import { readConnectionName } from './connection-name'
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

/** One connection is open at a time; what still runs on one that was left goes on there until it is done. */
export class Connections {
  private readonly store: SavedConnections
  private readonly keys: ConnectionKeys
  private readonly live = new LiveConnections<Opened>()
  /** By account: a server that asks one of its clients to wait means them all. */
  private readonly throttles = new Map<string, Throttle>()

  constructor(private readonly ports: ConnectionsPorts) {
    this.store = createSavedConnections(ports)
    this.keys = new ConnectionKeys(ports.keys, ports.onChange)
  }

  current(): OpenConnection | null {
    return this.live.current()
  }

  /** Keeps the session of a connection until the answer is called, also when another one is opened meanwhile. */
  acquire(open: OpenConnection): () => void {
    return this.live.acquire(open)
  }

  async savedConnections(): Promise<readonly SavedConnection[]> {
    const stored = await this.listStored()
    return Promise.all(stored.map(async (entry) => ({ ...entry, key: await this.keys.stateOf(entry.id) })))
  }

  async connect(request: ConnectRequest): Promise<Result<Connection>> {
    const access = checkAccess(request, this.ports.policy)
    if (!access.ok) return access
    const client = await this.signInTo(access.value)
    if (!client.ok) return client
    const { readOnly } = request
    if (!request.remember)
      return this.openAs(client.value, unsavedConnection(access.value, { id: 'session', readOnly }))
    return this.openRemembered(client.value, access.value, readOnly)
  }

  /** For the connection of the environment variables: nothing of it is stored. */
  async connectForThisRun(request: TypedCredentials): Promise<Result<Connection>> {
    const access = checkAccess(request, this.ports.policy)
    if (!access.ok) return access
    const client = await this.signInTo(access.value)
    const connection = unsavedConnection(access.value, { id: 'environment', readOnly: false })
    return client.ok ? this.openAs(client.value, connection) : client
  }

  /** The account that such a request would open, or null where it is none. */
  accountOfRequest(request: TypedCredentials): string | null {
    const access = checkAccess(request, this.ports.policy)
    if (!access.ok) return null
    return accountKey({ serverKey: access.value.serverUrl, accountId: access.value.accountId })
  }

  /** Failures: `stored-key-missing`, `stored-key-unreadable`, and those of `connect`. */
  async openSaved(request: OpenSavedRequest): Promise<Result<Connection>> {
    const stored = (await this.listStored()).find((entry) => entry.id === request.id)
    if (stored === undefined) return fail({ kind: 'request-invalid', retry: 'no' })
    const address = normaliseServerUrl(stored.serverUrl, this.ports.policy)
    if (!address.ok) return address
    const typed = request.apiKey?.trim()
    const key = await this.keyOf(request.id, typed)
    if (!key.ok) return key
    const access = { serverUrl: address.value, accountId: stored.accountId, apiKey: key.value.key }
    const client = await this.signInTo(access)
    if (!client.ok) {
      if (typed === undefined && client.failure.kind === 'wrong-key') this.keys.dropFromSession(request.id)
      return client
    }
    if (request.replaceStoredKey === true && typed !== undefined)
      return this.openRemembered(client.value, access, stored.readOnly)
    if (typed !== undefined) this.keys.keepForSession(request.id, typed)
    return this.openAs(client.value, toConnection(stored, key.value.state))
  }

  /** The one that the user set to open at start, unless its key would have to be typed. */
  async connectionToOpenAtStart(): Promise<SavedConnection | null> {
    return (
      (await this.savedConnections()).find(
        ({ opensAtStart, key }) => opensAtStart && key === 'saved-securely',
      ) ?? null
    )
  }

  async forgetSaved(id: string): Promise<Result<undefined>> {
    try {
      await this.store.forgetConnection(id)
      await this.keys.forgetKey(id)
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
    if (readOnly) this.publish(live, { readOnly })
    try {
      if (saved !== undefined) await this.store.updateConnection(id, { readOnly })
    } catch (error) {
      return fail(storageFailure(error))
    }
    if (!readOnly) this.publish(this.liveAs(id), { readOnly })
    this.ports.onChange()
    return succeed(undefined)
  }

  async openDemo(): Promise<Result<Connection>> {
    const demo = await startDemoServer(this.ports.demo)
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

  /**
   * How a saved connection is called and coloured from now on, also where it is open, and whether it opens at start.
   * Failures: `connection-name`, `request-invalid` (no such one, or its key would have to be typed), `storage-failed`.
   */
  async editConnection({ id, name: typed, color, opensAtStart }: ConnectionEdit): Promise<Result<undefined>> {
    const name = readConnectionName(typed)
    if (name === null) return fail({ kind: 'connection-name', retry: 'no' })
    const saved = (await this.savedConnections()).find((entry) => entry.id === id)
    if (saved === undefined || (opensAtStart === true && saved.key !== 'saved-securely'))
      return fail({ kind: 'request-invalid', retry: 'no' })
    try {
      await this.store.updateConnection(id, {
        name,
        color,
        ...(opensAtStart !== undefined && { opensAtStart }),
      })
    } catch (error) {
      return fail(storageFailure(error))
    }
    this.publish(this.liveAs(id), { name, color })
    return succeed(undefined)
  }

  /** Nothing is open any more. The token is given back, at once or when nothing of it runs. Never fails. */
  signOut(): Promise<void> {
    const open = this.current()
    if (open !== null) this.keys.dropFromSession(open.connection.id)
    return this.replaceOpen(null)
  }

  /** The app quits: every token is given back, also of what was left. Never fails. */
  async signOutAll(): Promise<void> {
    const ended = this.live.closeAll()
    this.ports.onChange()
    await ended
  }

  private async signInTo(access: AccessDetails, serverKey = access.serverUrl): Promise<Result<SignedIn>> {
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

  private async openRemembered(
    signedIn: SignedIn,
    access: AccessDetails,
    readOnly: boolean,
  ): Promise<Result<Connection>> {
    const kept = await this.saveConnection(access, readOnly)
    if (kept.ok) return this.openAs(signedIn, toConnection(kept.value.stored, kept.value.key))
    await signedIn.client.signOut().catch(() => undefined)
    return kept
  }

  private async openAs(signedIn: SignedIn, connection: Connection): Promise<Result<Connection>> {
    // Read anew: while we signed in it may have been made read-only, also under another entry, or been given another name.
    const kept = await this.listStored()
    const entry = kept.find(({ id }) => id === connection.id) ?? connection
    const isSavedReadOnly = kept.some(
      ({ readOnly, serverUrl, accountId }) =>
        readOnly && serverUrl === signedIn.serverKey && accountId === connection.accountId,
    )
    const readOnly = connection.readOnly || isSavedReadOnly
    const opened = { ...connection, name: entry.name, color: entry.color, readOnly }
    await this.replaceOpen({ connection: opened, ...signedIn })
    return succeed(opened)
  }

  private publish(live: readonly Opened[], change: Partial<Connection>): void {
    for (const each of live) each.connection = { ...each.connection, ...change }
    this.ports.onChange()
  }

  /** The account of a saved connection, or of the open one by its id; null where there is none. */
  private accountOf(id: string, saved: StoredConnection | undefined): string | null {
    if (saved !== undefined) return accountKey({ serverKey: saved.serverUrl, accountId: saved.accountId })
    const open = this.current()
    return open?.connection.id === id ? accountKeyOf(open) : null
  }

  private liveAs(id: string): readonly Opened[] {
    return this.live.all().filter(({ connection }) => connection.id === id)
  }

  private async saveConnection(
    access: AccessDetails,
    readOnly: boolean,
  ): Promise<Result<{ stored: StoredConnection; key: KeyState }>> {
    try {
      const { serverUrl, accountId } = access
      const stored = await this.store.saveConnection({ serverUrl, accountId, readOnly })
      const key = await this.keys.saveKey(stored.id, access.apiKey)
      return succeed({ stored, key })
    } catch (error) {
      return fail(storageFailure(error))
    }
  }

  private async keyOf(id: string, typed: string | undefined): Promise<Result<LoadedAccess>> {
    return typed === undefined ? this.keys.loadKey(id) : succeed({ key: typed, state: 'session-only' })
  }

  private async listStored(): Promise<readonly StoredConnection[]> {
    // A file that we cannot read is left as it is: the list is empty, and remembering says that it failed.
    return this.store.listConnections().catch(() => [])
  }
}
