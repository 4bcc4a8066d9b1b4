import { useLayoutEffect, useMemo, useState, type RefObject } from 'react'
import { arrange, type Arrangement, type LineHeights } from './arrangement'
import type { BrowseState, ViewMode } from './browse-state'

/** Sizes in pixels, as in asset-grid.css. */
export const tableHeaderHeight = 30
const tableHeights: LineHeights = { header: 34, files: 34 }
const tileHeights: LineHeights = { header: 40, files: 168 }
const tileWidth = 148
const sidePadding = 24

function useWidth(ref: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const update = () => setWidth(element.clientWidth)
    update()
    const observer = new ResizeObserver(update)
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])
  return width
}

export function headerHeight(viewMode: ViewMode): number {
  return viewMode === 'table' ? tableHeaderHeight : 0
}

/** The arrangement of the view: one file per row, or as many tiles per row as fit the width. */
export function useArrangement(
  { view, groups, closed, viewMode }: Pick<BrowseState, 'view' | 'groups' | 'closed' | 'viewMode'>,
  gridRef: RefObject<HTMLElement | null>,
): Arrangement {
  const width = useWidth(gridRef)
  const perLine = viewMode === 'table' ? 1 : Math.max(1, Math.floor((width - sidePadding) / tileWidth))
  return useMemo(
    () =>
      arrange({
        count: view.length,
        groups,
        closed,
        perLine,
        heights: viewMode === 'table' ? tableHeights : tileHeights,
      }),
    [view, groups, closed, perLine, viewMode],
  )
}
