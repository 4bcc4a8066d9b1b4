import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useCallback, type RefObject } from 'react'

const overscanRows = 10
const none = -1

interface FixedRowsOptions {
  readonly count: number
  readonly scrollRef: RefObject<HTMLElement | null>
  readonly rowHeight: number
  /** Height of what stays on top of the rows inside the same scroll container. */
  readonly above?: number
  /** A row that stays in the document even when it is out of view. */
  readonly pinnedIndex?: number
}

/** Which rows of a long list are in the document: all of one height, so that nothing is measured. */
export function useFixedRows({
  count,
  scrollRef,
  rowHeight,
  above = 0,
  pinnedIndex = none,
}: FixedRowsOptions) {
  const rangeExtractor = useCallback(
    (range: Range) => {
      const rows = defaultRangeExtractor(range)
      if (pinnedIndex === none || pinnedIndex >= range.count || rows.includes(pinnedIndex)) return rows
      return pinnedIndex < (rows[0] ?? 0) ? [pinnedIndex, ...rows] : [...rows, pinnedIndex]
    },
    [pinnedIndex],
  )
  // eslint-disable-next-line react-hooks/incompatible-library -- it warns users of the React Compiler; there is none here
  return useVirtualizer({
    count,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    overscan: overscanRows,
    scrollMargin: above,
    scrollPaddingStart: above,
    rangeExtractor,
  })
}
