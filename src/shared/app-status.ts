import type { BudgetStatus } from './budget'
import type { Connection, SavedConnection } from './connection'
import type { DeletionRun } from './deletion'
import type { AppFailure } from './failure'
import type { PlaceRequest } from './place'

export interface AutoOpenedConnection {
  readonly id: string
  readonly isOpening: boolean
}

/** Everything that a window needs to render; sent as a whole, on request and after every change. */
export interface AppStatus {
  readonly version: string
  /** The Electron major is not the pinned one, so only loopback hosts are allowed. */
  readonly trialRuntime: boolean
  readonly runtimeVersion: string
  /** The runtime is older than the pinned one, so its security holes stay open. */
  readonly isEndOfLife: boolean
  /** Switches of this start that turn off protections, as on the command line. */
  readonly unsafeSwitches: readonly string[]
  readonly connection: Connection | null
  /** Account of the open connection; data of other accounts has a different key. */
  readonly accountKey: string | null
  readonly saved: readonly SavedConnection[]
  /** The place from the command line, or the one that was open before a reload, until the window opens it. */
  readonly initialPlace: PlaceRequest | null
  /** The saved connection that main opens automatically at start. If it failed, see `startFailure`. */
  readonly autoOpened: AutoOpenedConnection | null
  /** Why the automatic connection at start failed. */
  readonly startFailure: AppFailure | null
  /** The last call did not reach the open server, and no probe has reached it since. */
  readonly isServerUnreachable: boolean
  /** Set while the server throttles: when calls resume, ms since the epoch. */
  readonly waitingUntil: number | null
  /** The rolling hour of the open account; `watchBudget` updates it between two statuses. */
  readonly budget: BudgetStatus | null
  readonly deletion: DeletionRun | null
  /** Number of earlier deletions whose journals cannot be read, for example of a newer version. They are not continued. */
  readonly unreadableRuns: number
}
