import { useLayoutEffect, useMemo, useState, type RefObject } from 'react'
import { arrange, type Arrangement, type LineHeights } from './arrangement'
import type { BrowseState, Look } from './browse-state'

/** As in the style sheet. */
export const HEADER_HEIGHT = 30
const TABLE: LineHeights = { head: 34, files: 34 }
const TILES: LineHeights = { head: 40, files: 168 }
const TILE_WIDTH = 148
const SIDES = 24

function useWidth(ref: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const update = () => setWidth(element.clientWidth)
    update()
    const resized = new ResizeObserver(update)
    resized.observe(element)
    return () => resized.disconnect()
  }, [ref])
  return width
}

export function headerHeight(look: Look): number {
  return look === 'table' ? HEADER_HEIGHT : 0
}

/** How the view stands on the screen: rows of one file, or as many tiles beside one another as the width holds. */
export function useArrangement(
  { view, groups, closed, look }: Pick<BrowseState, 'view' | 'groups' | 'closed' | 'look'>,
  gridRef: RefObject<HTMLElement | null>,
): Arrangement {
  const width = useWidth(gridRef)
  const perLine = look === 'table' ? 1 : Math.max(1, Math.floor((width - SIDES) / TILE_WIDTH))
  return useMemo(
    () => arrange({ count: view.length, groups, closed, perLine, heights: look === 'table' ? TABLE : TILES }),
    [view, groups, closed, perLine, look],
  )
}
