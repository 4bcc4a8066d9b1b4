import type { Asset } from '../../../shared/asset'

/** Milliseconds for which nothing may have moved until it is looked at what is on the screen. */
const restMs = 150

/**
 * Which files have a place on the screen: told by their places, looked at when the list has come to rest, so that scrolling
 * costs nothing.
 */
export class SeenFiles {
  private readonly places = new Map<Element, Asset>()
  private timer: ReturnType<typeof setTimeout> | null = null
  private movedAt = 0

  constructor(private readonly onRest: (seen: readonly Asset[]) => void) {
    document.addEventListener('scroll', this.moved, { capture: true, passive: true })
    window.addEventListener('resize', this.moved, { passive: true })
  }

  show(element: Element, asset: Asset): () => void {
    this.places.set(element, asset)
    this.moved()
    return () => {
      this.places.delete(element)
      this.moved()
    }
  }

  readonly moved = (): void => {
    this.movedAt = performance.now()
    this.timer ??= setTimeout(this.look, restMs)
  }

  private readonly look = (): void => {
    const rested = performance.now() - this.movedAt
    this.timer = rested < restMs ? setTimeout(this.look, restMs - rested) : null
    if (this.timer === null) this.onRest(this.onScreen())
  }

  private onScreen(): readonly Asset[] {
    const areas = new Map<Element | null, DOMRect>()
    const seen: Asset[] = []
    for (const [element, asset] of this.places) {
      const area = element.closest('[role="grid"]')
      const room = areas.get(area) ?? (area ?? document.documentElement).getBoundingClientRect()
      areas.set(area, room)
      const { top, bottom } = element.getBoundingClientRect()
      if (bottom > room.top && top < room.bottom) seen.push(asset)
    }
    return seen
  }
}
