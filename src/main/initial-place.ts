import type { PlaceRequest } from '../shared/place'

/** The place that the next page of the window opens: what the command line asks for, and later what was open last. */
export class InitialPlace {
  private opened: PlaceRequest | null = null

  constructor(private requested: PlaceRequest | null) {}

  current(): PlaceRequest | null {
    return this.requested
  }

  /** The window opens a place. Says whether anything was asked for until now. */
  recordOpened(place: PlaceRequest): boolean {
    const wasRequested = this.requested !== null
    this.opened = place
    this.requested = null
    return wasRequested
  }

  /** Another page stands in the window, after a crash or a reload. */
  onPageLoad(): void {
    this.requested = this.opened ?? this.requested
  }

  forgetOpened(): void {
    this.opened = null
  }

  /** What was open there is none of the next one's; what the command line asks for waits for the first. */
  connectionChanged(isFirst: boolean): void {
    this.opened = null
    if (!isFirst) this.requested = null
  }
}
