import type { BudgetStatus } from './budget'
import type { Connection, SavedConnection } from './connection'
import type { DeletionRun } from './deletion'
import type { AppFailure } from './failure'
import type { PlaceRequest } from './place'

export interface AutoOpenedConnection {
  readonly id: string
  readonly isOpening: boolean
}

/** All that a window needs to draw itself at any moment; sent whole, on request and whenever something in it changes. */
export interface AppStatus {
  readonly version: string
  /** True on a runtime that is not the pinned Electron major: only loopback hosts are allowed then. */
  readonly trialRuntime: boolean
  readonly runtimeVersion: string
  /** Whether the operating system offers a real keychain. Without one, keys are kept for the session only. */
  readonly keychain: 'available' | 'unavailable'
  readonly connection: Connection | null
  /** Of the open connection: what belongs to another account carries another one. */
  readonly accountKey: string | null
  readonly saved: readonly SavedConnection[]
  /** The place that the command line asks for, or that was open in a page that is gone, until it was opened once. */
  readonly initialPlace: PlaceRequest | null
  /** The saved connection that main opens by itself in this run, as it was set to; or that failed, see `startFailure`. */
  readonly autoOpened: AutoOpenedConnection | null
  /** Why the connection that the command line, the environment or a saved one asks for at start could not be made. */
  readonly startFailure: AppFailure | null
  /** Whether the open server could not be reached when it was last asked for something, and has not answered a knock since. */
  readonly isServerUnreachable: boolean
  /** Set while the server has asked to wait: all calls go on at this time (ms since the epoch). */
  readonly waitingUntil: number | null
  /** The rolling hour of the open account; between two statuses `watchBudget` tells of it. */
  readonly budget: BudgetStatus | null
  readonly deletion: DeletionRun | null
  /** Jobs of earlier runs that cannot be read, as those of a newer version: nothing of them is continued. */
  readonly unreadableRuns: number
}
