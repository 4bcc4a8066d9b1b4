import type { PlaceRequest } from '../../shared/place'
import type { OpenConnection } from '../connections/open-connection'
import type { Subsystem } from '../lifecycle'

/** The place to open at start or after a reload: first the one from the command line, later the last one opened. */
export class InitialPlace implements Subsystem {
  readonly name = 'initial place'
  private opened: PlaceRequest | null = null
  private wasConnected = false

  constructor(
    private requested: PlaceRequest | null,
    /** The initial place is no longer pending. */
    private readonly onOpened: () => void,
  ) {}

  current(): PlaceRequest | null {
    return this.requested
  }

  /** Records the place that the window opens, so that a reload opens it again. */
  recordOpened(place: PlaceRequest): void {
    const wasRequested = this.requested !== null
    this.opened = place
    this.requested = null
    if (wasRequested) this.onOpened()
  }

  /** The page loaded again after a crash or a reload. */
  pageLoaded(): void {
    this.requested = this.opened ?? this.requested
  }

  forgetOpened(): void {
    this.opened = null
  }

  /** Forgets the place of the previous connection. The first connection keeps the one from the command line. */
  onConnectionChanged(open: OpenConnection | null): void {
    this.opened = null
    if (this.wasConnected) this.requested = null
    this.wasConnected = open !== null
  }
}
