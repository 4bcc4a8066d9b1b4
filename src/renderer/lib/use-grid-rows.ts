import { useRef } from 'react'
import { useFixedRows } from './use-fixed-rows'

/** As in the style sheet of the grid frame. */
const gridRowHeight = 34
const gridHeaderHeight = 30

interface GridRowsOptions {
  readonly count: number
  /** The row where the keyboard is, or -1: it stays in the document even when it is out of view. */
  readonly active: number
}

/** The rows of a grid with a header that are in the document, and how the keyboard goes through all of them. */
export function useGridRows({ count, active }: GridRowsOptions) {
  const gridRef = useRef<HTMLDivElement>(null)
  const above = gridHeaderHeight
  const rows = useFixedRows({
    count,
    scrollRef: gridRef,
    rowHeight: gridRowHeight,
    above,
    pinnedIndex: active,
  })
  return {
    gridRef,
    /** Pixels of all rows. */
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
