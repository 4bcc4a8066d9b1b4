import { useLayoutEffect, useMemo, useState, type RefObject } from 'react'
import { arrange, type Arrangement, type LineHeights } from './arrangement'
import type { BrowseState, ViewMode } from './browse-state'

/** As in the style sheet. */
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
    const resized = new ResizeObserver(update)
    resized.observe(element)
    return () => resized.disconnect()
  }, [ref])
  return width
}

export function headerHeight(viewMode: ViewMode): number {
  return viewMode === 'table' ? tableHeaderHeight : 0
}

/** How the view stands on the screen: rows of one file, or as many tiles beside one another as the width holds. */
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
