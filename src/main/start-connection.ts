import { demoAccount } from '../core/connections/connection-facts'
import type { Connections } from '../core/connections/connections'
import { accountKey } from '../core/connections/open-connection'
import type { AutoOpenedConnection } from '../shared/app-status'
import type { Connection } from '../shared/connection'
import type { AppFailure } from '../shared/failure'
import type { Result } from '../shared/result'
import type { StartRequest } from './command-line'

interface StartPorts {
  readonly connections: Connections
  /** While the account signs in: the place that the command line names will be opened next. */
  readonly preloadListing: (account: string) => void
  readonly onChange: () => void
}

/** What a run connects to by itself. Once a run: a window that comes back finds what is open. */
export class StartConnection {
  saved: AutoOpenedConnection | null = null
  failure: AppFailure | null = null

  constructor(
    private readonly request: StartRequest,
    private readonly ports: StartPorts,
  ) {}

  /** As the command line or the environment asks, else the saved connection that is set to open at start. */
  async open(): Promise<void> {
    const { demo, access, mayOpenSaved } = this.request
    const { connections, preloadListing: prepare, onChange } = this.ports
    if (mayOpenSaved) return this.openSaved()
    if (!demo && access === null) return
    const account = access === null ? demoAccount : connections.accountOfRequest(access)
    if (account !== null) prepare(account)
    this.note(access === null ? await connections.openDemo() : await connections.connectForThisRun(access))
    onChange()
  }

  private async openSaved(): Promise<void> {
    const { connections, preloadListing: prepare, onChange } = this.ports
    const saved = await connections.connectionToOpenAtStart()
    // While we looked the user may have been faster.
    if (saved === null || connections.current() !== null) return
    this.saved = { id: saved.id, isOpening: true }
    prepare(accountKey({ serverKey: saved.serverUrl, accountId: saved.accountId }))
    onChange()
    this.note(await connections.openSaved({ id: saved.id }))
    this.saved = { id: saved.id, isOpening: false }
    onChange()
  }

  private note(opened: Result<Connection>): void {
    this.failure = opened.ok ? null : opened.failure
  }
}
