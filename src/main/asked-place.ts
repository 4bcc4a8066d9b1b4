import type { PlaceRequest } from '../shared/place'

/** The place that the next page of the window opens: what the command line asks for, and later what was open last. */
export class AskedPlace {
  private opened: PlaceRequest | null = null

  constructor(private asked: PlaceRequest | null) {}

  current(): PlaceRequest | null {
    return this.asked
  }

  /** The window opens a place. Says whether anything was asked for until now. */
  noteOpened(place: PlaceRequest): boolean {
    const wasAsked = this.asked !== null
    this.opened = place
    this.asked = null
    return wasAsked
  }

  /** Another page stands in the window, after a crash or a reload. */
  pageLoaded(): void {
    this.asked = this.opened ?? this.asked
  }

  forgetOpened(): void {
    this.opened = null
  }

  /** What was open there is none of the next one's; what the command line asks for waits for the first. */
  connectionChanged(isFirst: boolean): void {
    this.opened = null
    if (!isFirst) this.asked = null
  }
}
