import type { Asset } from '../../../shared/asset'

/** Milliseconds without movement before the visible files are determined. */
const settleMs = 150

/** Determines which files are on screen. Measures only after scrolling has stopped, so that scrolling stays cheap. */
export class VisibleFiles {
  private readonly elements = new Map<Element, Asset>()
  private timer: ReturnType<typeof setTimeout> | null = null
  private movedAt = 0

  constructor(private readonly onSettle: (visible: readonly Asset[]) => void) {
    document.addEventListener('scroll', this.scheduleCheck, { capture: true, passive: true })
    window.addEventListener('resize', this.scheduleCheck, { passive: true })
  }

  observe(element: Element, asset: Asset): () => void {
    this.elements.set(element, asset)
    this.scheduleCheck()
    return () => {
      this.elements.delete(element)
      this.scheduleCheck()
    }
  }

  readonly scheduleCheck = (): void => {
    this.movedAt = performance.now()
    this.timer ??= setTimeout(this.check, settleMs)
  }

  private readonly check = (): void => {
    const idleMs = performance.now() - this.movedAt
    this.timer = idleMs < settleMs ? setTimeout(this.check, settleMs - idleMs) : null
    if (this.timer === null) this.onSettle(this.findVisible())
  }

  private findVisible(): readonly Asset[] {
    const areas = new Map<Element | null, DOMRect>()
    const visible: Asset[] = []
    for (const [element, asset] of this.elements) {
      const area = element.closest('[role="grid"]')
      const bounds = areas.get(area) ?? (area ?? document.documentElement).getBoundingClientRect()
      areas.set(area, bounds)
      const { top, bottom } = element.getBoundingClientRect()
      if (bottom > bounds.top && top < bounds.bottom) visible.push(asset)
    }
    return visible
  }
}
