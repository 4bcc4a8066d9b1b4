import { useRef } from 'react'
import { useFixedRows } from './use-fixed-rows'

/** Heights in pixels, as in grid-frame.css. */
const gridRowHeight = 34
const gridHeaderHeight = 30

interface GridRowsOptions {
  readonly count: number
  /** The active row, or -1. It stays in the document even when it is scrolled out of view. */
  readonly active: number
}

/** The rows to render of a grid with a header, with what keyboard navigation needs. */
export function useGridRows({ count, active }: GridRowsOptions) {
  const gridRef = useRef<HTMLDivElement>(null)
  const { height, items, reveal } = useFixedRows({
    count,
    scrollRef: gridRef,
    rowHeight: gridRowHeight,
    topOffset: gridHeaderHeight,
    pinnedIndex: active,
  })
  return {
    gridRef,
    height,
    items,
    reveal,
    /** Rows that fit on the screen. */
    page: () => {
      const available = (gridRef.current?.clientHeight ?? 0) - gridHeaderHeight
      return Math.max(1, Math.floor(available / gridRowHeight) - 1)
    },
  }
}
