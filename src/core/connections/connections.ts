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
import { checkStoredServerUrl, type HostPolicy } from '../wordbee/server-url'
import { createThrottle, type Throttle } from '../wordbee/throttle'
import { toFailure } from '../wordbee/wordbee-error'
import { checkAccess, startDemoConnection, type AccessDetails, type TypedCredentials } from './access'
import type { KeyOwner } from './bound-key'
import { ConnectionKeys, type LoadedAccess } from './connection-keys'
import { readConnectionName } from './connection-name'
import { demoConnection, storageFailure, toConnection, unsavedConnection } from './connection-facts'
import type { KeyStore } from './key-store'
import type { LiveConnection, LiveConnections } from './live-connections'
import { accountKey, accountKeyOf, type OpenConnection } from './open-connection'
import { createSavedConnections, type SavedConnections, type StoredConnection } from './saved-connections'

export interface ConnectionsPorts {
  /** Holds the connections that are signed in; the rest of the app reaches them through its `access`. */
  readonly live: LiveConnections
  readonly http: HttpPort
  readonly clock: Clock
  readonly random: RandomSource
  readonly files: FilesPort
  readonly keys: KeyStore
  readonly demo: DemoPort
  readonly policy: HostPolicy
  /** The call budget of an account. Never rejects. */
  readonly budgetOf: (serverKey: string, accountId: string) => Promise<Budget>
  readonly onChange: () => void
  /** Asks the user whether a stored key of an earlier version, which names no server, is for this one. */
  readonly confirmKeyOwner: (owner: KeyOwner) => Promise<boolean>
}

type SignedIn = Pick<OpenConnection, 'client' | 'serverKey'>

/** Opens, saves and edits connections. One is open at a time; work on a previous one continues there until it is done. */
export class Connections {
  private readonly store: SavedConnections
  private readonly keys: ConnectionKeys
  private readonly live: LiveConnections
  /** Attempts to open or reset the demo, which need its server. */
  private demoUses = 0
  /** By account: a 429 throttles all clients of the account. */
  private readonly throttles = new Map<string, Throttle>()

  constructor(private readonly ports: ConnectionsPorts) {
    this.live = ports.live
    this.live.onSignedOut = () => this.stopUnusedDemo()
    this.store = createSavedConnections(ports)
    this.keys = new ConnectionKeys(ports.keys, {
      onChange: ports.onChange,
      confirmOwner: ports.confirmKeyOwner,
    })
  }

  current(): OpenConnection | null {
    return this.live.current()
  }

  /** Keeps a connection signed in until the returned function is called, even if another one is opened. */
  acquire(open: OpenConnection): () => void {
    return this.live.acquire(open)
  }

  async savedConnections(): Promise<readonly SavedConnection[]> {
    const stored = await this.listStored()
    return Promise.all(stored.map(async (entry) => ({ ...entry, key: await this.keys.stateOf(entry.id) })))
  }

  /** What a question about this connection shows: the open one as it is, or a saved one; null if there is none. */
  async findShown(id: string): Promise<Pick<Connection, 'name' | 'host' | 'accountId'> | null> {
    const open = this.current()
    if (open?.connection.id === id) return open.connection
    const stored = (await this.listStored()).find((entry) => entry.id === id)
    return stored === undefined ? null : toConnection(stored, 'session-only')
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

  /** Opens the connection given by environment variables. It is not saved. */
  async connectForThisRun(request: TypedCredentials): Promise<Result<Connection>> {
    const access = checkAccess(request, this.ports.policy)
    if (!access.ok) return access
    const client = await this.signInTo(access.value)
    const connection = unsavedConnection(access.value, { id: 'environment', readOnly: false })
    return client.ok ? this.openAs(client.value, connection) : client
  }

  /** The account key that a request would open, or null if its address is invalid. */
  accountOfRequest(request: TypedCredentials): string | null {
    const access = checkAccess(request, this.ports.policy)
    if (!access.ok) return null
    return accountKey({ serverKey: access.value.serverUrl, accountId: access.value.accountId })
  }

  /** Failures: `stored-key-missing`, `stored-key-unreadable`, `stored-key-elsewhere`, and those of `connect`. */
  async openSaved(request: OpenSavedRequest): Promise<Result<Connection>> {
    const stored = (await this.listStored()).find((entry) => entry.id === request.id)
    if (stored === undefined) return fail({ kind: 'request-invalid', retry: 'no' })
    const address = checkStoredServerUrl(stored.serverUrl, this.ports.policy)
    if (!address.ok) return address
    const typed = request.apiKey?.trim()
    const owner = { serverUrl: address.value, accountId: stored.accountId }
    const key: Result<LoadedAccess> =
      typed === undefined
        ? await this.keys.loadKey(request.id, owner)
        : succeed({ key: typed, state: 'session-only' })
    if (!key.ok) return key
    const access = { ...owner, apiKey: key.value.key }
    const client = await this.signInTo(access)
    if (!client.ok) {
      if (typed === undefined && client.failure.kind === 'wrong-key') this.keys.dropFromSession(request.id)
      return client
    }
    if (request.replaceStoredKey === true && typed !== undefined)
      return this.openRemembered(client.value, access, stored.readOnly)
    if (typed !== undefined) this.keys.keepForSession(request.id, typed, owner)
    return this.openAs(client.value, toConnection(stored, key.value.state))
  }

  /** The connection that is set to open at start, or null if there is none or its key is not saved. */
  async connectionToOpenAtStart(): Promise<SavedConnection | null> {
    return (
      (await this.savedConnections()).find(
        ({ opensAtStart, key }) => opensAtStart && key === 'saved-securely',
      ) ?? null
    )
  }

  /** The account key of a saved connection, or null if the id is unknown. */
  async accountOfSaved(id: string): Promise<string | null> {
    return this.accountOf(
      id,
      (await this.listStored()).find((entry) => entry.id === id),
    )
  }

  /** Whether the open connection is of this account. */
  isOpen(account: string): boolean {
    const open = this.current()
    return open !== null && accountKeyOf(open) === account
  }

  /** Forgets the key but not the connection. Failure: `storage-failed`. */
  async forgetKey(id: string): Promise<Result<undefined>> {
    try {
      await this.keys.forgetKey(id)
      this.ports.onChange()
      return succeed(undefined)
    } catch (error) {
      return fail(storageFailure(error))
    }
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
   * Makes a saved connection, or the open one, read-only or writable. Read-only applies at once, even if it cannot be saved;
   * writable applies only after it was saved. Failures: `request-invalid` (no such connection), `storage-failed`.
   */
  async setReadOnly(id: string, readOnly: boolean): Promise<Result<undefined>> {
    const saved = (await this.listStored()).find((entry) => entry.id === id)
    const account = this.accountOf(id, saved)
    if (account === null) return fail({ kind: 'request-invalid', retry: 'no' })
    // The account may also be open under another entry, or have a deletion running on a connection that was left.
    const live = this.live.all().filter((open) => accountKeyOf(open) === account)
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

  openDemo(): Promise<Result<Connection>> {
    return this.withDemo(async () => {
      const demo = await startDemoConnection(this.ports.demo)
      if (!demo.ok) return demo
      const signedIn = await this.signInTo(demo.value, demoConnection.id)
      return signedIn.ok ? this.openAs(signedIn.value, demoConnection) : signedIn
    })
  }

  resetDemo(): Promise<Result<undefined>> {
    return this.withDemo(async () => {
      try {
        await this.ports.demo.reset()
        return succeed(undefined)
      } catch {
        return fail({ kind: 'demo-failed', retry: 'now' })
      }
    })
  }

  private async withDemo<Value>(use: () => Promise<Value>): Promise<Value> {
    this.demoUses += 1
    try {
      return await use()
    } finally {
      this.demoUses -= 1
      await this.stopUnusedDemo()
    }
  }

  /** Stops the demo server once no connection to it is signed in, so that it does not listen longer than it is used. */
  private async stopUnusedDemo(): Promise<void> {
    const isUsed = this.demoUses > 0 || this.live.all().some(({ connection }) => connection.kind === 'demo')
    if (!isUsed) await this.ports.demo.stop().catch(() => undefined)
  }

  /**
   * Changes the name and colour of a saved connection, also while it is open, and whether it opens at start.
   * Failures: `connection-name`, `request-invalid` (unknown, or to open at start without a saved key), `storage-failed`.
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

  /** Closes the open connection. It is signed out at once, or when no work is running on it. Never fails. */
  signOut(): Promise<void> {
    const open = this.current()
    if (open !== null) this.keys.dropFromSession(open.connection.id)
    return this.replaceOpen(null)
  }

  /** Signs out all connections before the app quits. Never fails. */
  async signOutAll(): Promise<void> {
    const closed = this.live.closeAll()
    this.ports.onChange()
    await closed
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

  private async replaceOpen(next: LiveConnection | null): Promise<void> {
    const replaced = this.live.replace(next)
    this.ports.onChange()
    await replaced
  }

  private async openRemembered(
    signedIn: SignedIn,
    access: AccessDetails,
    readOnly: boolean,
  ): Promise<Result<Connection>> {
    const saved = await this.saveConnection(access, readOnly)
    if (saved.ok) return this.openAs(signedIn, toConnection(saved.value.stored, saved.value.key))
    await signedIn.client.signOut().catch(() => undefined)
    return saved
  }

  private async openAs(signedIn: SignedIn, connection: Connection): Promise<Result<Connection>> {
    // Read again: during the sign-in it may have been renamed or made read-only, also under another entry.
    const stored = await this.listStored()
    const entry = stored.find(({ id }) => id === connection.id) ?? connection
    const isSavedReadOnly = stored.some(
      ({ readOnly, serverUrl, accountId }) =>
        readOnly && serverUrl === signedIn.serverKey && accountId === connection.accountId,
    )
    const readOnly = connection.readOnly || isSavedReadOnly
    const opened = { ...connection, name: entry.name, color: entry.color, readOnly }
    await this.replaceOpen({ connection: opened, ...signedIn })
    return succeed(opened)
  }

  private publish(live: readonly LiveConnection[], change: Partial<Connection>): void {
    for (const open of live) open.connection = { ...open.connection, ...change }
    this.ports.onChange()
  }

  /** The account key of a saved connection, or of the open one if it has this id; else null. */
  private accountOf(id: string, saved: StoredConnection | undefined): string | null {
    if (saved !== undefined) return accountKey({ serverKey: saved.serverUrl, accountId: saved.accountId })
    const open = this.current()
    return open?.connection.id === id ? accountKeyOf(open) : null
  }

  private liveAs(id: string): readonly LiveConnection[] {
    return this.live.all().filter(({ connection }) => connection.id === id)
  }

  private async saveConnection(
    access: AccessDetails,
    readOnly: boolean,
  ): Promise<Result<{ stored: StoredConnection; key: KeyState }>> {
    try {
      const { serverUrl, accountId } = access
      const stored = await this.store.saveConnection({ serverUrl, accountId, readOnly })
      const key = await this.keys.saveKey(stored.id, access.apiKey, { serverUrl, accountId })
      return succeed({ stored, key })
    } catch (error) {
      return fail(storageFailure(error))
    }
  }

  private async listStored(): Promise<readonly StoredConnection[]> {
    // An unreadable file is left unchanged: the list is then empty, and saving a connection fails.
    return this.store.listConnections().catch(() => [])
  }
}
