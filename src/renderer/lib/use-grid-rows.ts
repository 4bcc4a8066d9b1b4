import { useRef } from 'react'
import { useFixedRows } from './use-fixed-rows'

/** As in the style sheet of the grid frame. */
const ROW_HEIGHT = 34
const HEADER_HEIGHT = 30

interface GridRows {
  readonly count: number
  /** The row where the keyboard is, or -1: it stays in the document even when it is out of view. */
  readonly active: number
}

/** The rows of a grid with a header that are in the document, and how the keyboard goes through all of them. */
export function useGridRows({ count, active }: GridRows) {
  const gridRef = useRef<HTMLDivElement>(null)
  const above = HEADER_HEIGHT
  const rows = useFixedRows({ count, scrollRef: gridRef, rowHeight: ROW_HEIGHT, above, keep: active })
  return {
    gridRef,
    /** Pixels of all rows. */
    height: rows.getTotalSize(),
    items: rows.getVirtualItems().map(({ index, start }) => ({ index, top: start - above })),
    /** Rows that fit on the screen. */
    page: () => {
      const room = (gridRef.current?.clientHeight ?? 0) - above
      return Math.max(1, Math.floor(room / ROW_HEIGHT) - 1)
    },
    reveal: (index: number) => rows.scrollToIndex(index, { align: 'auto' }),
  }
}
