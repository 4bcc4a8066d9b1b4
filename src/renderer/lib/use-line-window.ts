import { useCallback, useLayoutEffect, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'

/** Pixels rendered beyond both edges, so that fast scrolling shows no blank area. */
const overscanPx = 320
/** The list renders again once per this many scrolled pixels; the overscan covers the difference. */
const scrollStepPx = 64

/** The visible part of a scrolling element, in pixels. */
interface Viewport {
  readonly top: number
  readonly height: number
}

export interface LineWindow {
  readonly first: number
  readonly last: number
  /** Scrolls just far enough to show this part of the lines, in pixels. */
  readonly reveal: (top: number, height: number) => void
}

interface LineWindowOptions {
  readonly scrollRef: RefObject<HTMLElement | null>
  /** Height of the sticky header in the same element, in pixels. */
  readonly topOffset: number
  readonly lineCount: number
  readonly lineAt: (pixel: number) => number
}

function measure(element: HTMLElement): Viewport {
  return { top: Math.floor(element.scrollTop / scrollStepPx) * scrollStepPx, height: element.clientHeight }
}

/** The range of lines to render in a long list. Line heights are known, so only the element is measured. */
export function useLineWindow({ scrollRef, topOffset, lineCount, lineAt }: LineWindowOptions): LineWindow {
  const [viewport, setViewport] = useState<Viewport>({ top: 0, height: 0 })

  useLayoutEffect(() => {
    const element = scrollRef.current
    if (element === null) return
    const update = () =>
      setViewport((previous) => {
        const next = measure(element)
        return next.top === previous.top && next.height === previous.height ? previous : next
      })
    update()
    // Render in the same frame as the scroll, not in the next one.
    const handleScroll = () => flushSync(update)
    element.addEventListener('scroll', handleScroll, { passive: true })
    const resizeObserver = new ResizeObserver(update)
    resizeObserver.observe(element)
    return () => {
      element.removeEventListener('scroll', handleScroll)
      resizeObserver.disconnect()
    }
  }, [scrollRef])

  const reveal = useCallback(
    (top: number, height: number) => {
      const element = scrollRef.current
      if (element === null) return
      const available = element.clientHeight - topOffset
      if (top < element.scrollTop) element.scrollTop = top
      else if (top + height > element.scrollTop + available) element.scrollTop = top + height - available
    },
    [scrollRef, topOffset],
  )

  if (lineCount === 0 || viewport.height === 0) return { first: 0, last: -1, reveal }
  return {
    first: lineAt(Math.max(0, viewport.top - overscanPx)),
    last: Math.min(lineCount - 1, lineAt(viewport.top + scrollStepPx + viewport.height + overscanPx)),
    reveal,
  }
}
