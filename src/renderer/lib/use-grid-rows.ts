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

/** Virtualizes the rows of a grid with a header, with what keyboard navigation needs. */
export function useGridRows({ count, active }: GridRowsOptions) {
  const gridRef = useRef<HTMLDivElement>(null)
  const above = gridHeaderHeight
  const rows = useFixedRows({
    count,
    scrollRef: gridRef,
    rowHeight: gridRowHeight,
    topOffset: above,
    pinnedIndex: active,
  })
  return {
    gridRef,
    /** Total height of all rows, in pixels. */
    height: rows.getTotalSize(),
    items: rows.getVirtualItems().map(({ index, start }) => ({ index, top: start - above })),
    /** Rows that fit on the screen. */
    page: () => {
      const available = (gridRef.current?.clientHeight ?? 0) - above
      return Math.max(1, Math.floor(available / gridRowHeight) - 1)
    },
    reveal: (index: number) => rows.scrollToIndex(index, { align: 'auto' }),
  }
}
