import type { AppEvents } from './app-events'
import type { AppPorts } from './app-ports'
import type { ConnectionAccess } from './connections/connection-access'
import type { LiveConnections } from './connections/live-connections'
import type { Emitter } from './lib/emitter'

/** What every room of the app is built from. */
export interface AppBase {
  readonly ports: AppPorts
  readonly events: Emitter<AppEvents>
  readonly live: LiveConnections
  readonly access: ConnectionAccess
}
