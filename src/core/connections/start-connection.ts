import { demoAccount } from './connection-facts'
import type { Connections } from './connections'
import { accountKey } from './open-connection'
import type { AutoOpenedConnection } from '../../shared/app-status'
import type { Connection } from '../../shared/connection'
import type { AppFailure } from '../../shared/failure'
import type { Result } from '../../shared/result'

/** The connection that the command line and the environment ask for. */
export interface RequestedConnection {
  readonly demo: boolean
  /** False if the demo is requested, or if the environment contains any part of a connection. */
  readonly mayOpenSaved: boolean
  readonly access: { readonly serverUrl: string; readonly accountId: string; readonly apiKey: string } | null
}

interface StartPorts {
  readonly connections: Connections
  /** Called while the account signs in, because the initial place is opened next. */
  readonly preloadListing: (account: string) => void
  /** Opening a key may block main while the keychain asks for its password, so the window must be there before. */
  readonly whenShown: () => Promise<void>
  readonly onChange: () => void
}

/** Connects automatically, once per run of the app. A reloaded window finds the connection open. */
export class StartConnection {
  autoOpened: AutoOpenedConnection | null = null
  failure: AppFailure | null = null

  constructor(
    private readonly request: RequestedConnection,
    private readonly ports: StartPorts,
  ) {}

  /** Opens what the command line or the environment requests, otherwise the saved connection set to open at start. */
  async open(): Promise<void> {
    const { demo, access, mayOpenSaved } = this.request
    const { connections, preloadListing, onChange } = this.ports
    if (mayOpenSaved) return this.openSaved()
    if (!demo && access === null) return
    const account = access === null ? demoAccount : connections.accountOfRequest(access)
    if (account !== null) preloadListing(account)
    this.recordResult(
      access === null ? await connections.openDemo() : await connections.connectForThisRun(access),
    )
    onChange()
  }

  private async openSaved(): Promise<void> {
    const { connections, preloadListing, whenShown, onChange } = this.ports
    const saved = await connections.connectionToOpenAtStart()
    // The user may have connected in the meantime.
    if (saved === null || connections.current() !== null) return
    this.autoOpened = { id: saved.id, isOpening: true }
    preloadListing(accountKey({ serverKey: saved.serverUrl, accountId: saved.accountId }))
    onChange()
    await whenShown()
    this.recordResult(await connections.openSaved({ id: saved.id }))
    this.autoOpened = { id: saved.id, isOpening: false }
    onChange()
  }

  private recordResult(opened: Result<Connection>): void {
    this.failure = opened.ok ? null : opened.failure
  }
}
