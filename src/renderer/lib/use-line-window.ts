import { useCallback, useLayoutEffect, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'

/** Pixels beyond both edges that are drawn too, so that a flick of the wheel meets rows and not white. */
const overscanPx = 320
/** Drawing anew every so many pixels is enough, given what is drawn beyond the edges. */
const scrollStepPx = 64

/** What of a scrolling element can be seen, in pixels. */
interface Viewport {
  readonly top: number
  readonly height: number
}

export interface LineWindow {
  readonly first: number
  readonly last: number
  /** Scrolls as little as shows these pixels of the lines. */
  readonly reveal: (top: number, height: number) => void
}

interface LineWindowOptions {
  readonly scrollRef: RefObject<HTMLElement | null>
  /** Pixels of what stays above the lines in the same element. */
  readonly above: number
  readonly lines: number
  readonly lineAt: (pixel: number) => number
}

function measure(element: HTMLElement): Viewport {
  return { top: Math.floor(element.scrollTop / scrollStepPx) * scrollStepPx, height: element.clientHeight }
}

/** Which lines of a long list are in the document. Their heights are known, so that nothing is measured but the element. */
export function useLineWindow({ scrollRef, above, lines, lineAt }: LineWindowOptions): LineWindow {
  const [viewport, setViewport] = useState<Viewport>({ top: 0, height: 0 })

  useLayoutEffect(() => {
    const element = scrollRef.current
    if (element === null) return
    const update = () =>
      setViewport((before) => {
        const now = measure(element)
        return now.top === before.top && now.height === before.height ? before : now
      })
    update()
    // In the frame in which it scrolls, not the one after.
    const scrolled = () => flushSync(update)
    element.addEventListener('scroll', scrolled, { passive: true })
    const resized = new ResizeObserver(update)
    resized.observe(element)
    return () => {
      element.removeEventListener('scroll', scrolled)
      resized.disconnect()
    }
  }, [scrollRef])

  const reveal = useCallback(
    (top: number, height: number) => {
      const element = scrollRef.current
      if (element === null) return
      const available = element.clientHeight - above
      if (top < element.scrollTop) element.scrollTop = top
      else if (top + height > element.scrollTop + available) element.scrollTop = top + height - available
    },
    [scrollRef, above],
  )

  if (lines === 0 || viewport.height === 0) return { first: 0, last: -1, reveal }
  return {
    first: lineAt(Math.max(0, viewport.top - overscanPx)),
    last: Math.min(lines - 1, lineAt(viewport.top + scrollStepPx + viewport.height + overscanPx)),
    reveal,
  }
}
