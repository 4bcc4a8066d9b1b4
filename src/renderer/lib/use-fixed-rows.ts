import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useCallback, type RefObject } from 'react'

const overscanRows = 10
const noIndex = -1

interface FixedRowsOptions {
  readonly count: number
  readonly scrollRef: RefObject<HTMLElement | null>
  readonly rowHeight: number
  /** Height of the sticky header in the same scroll container, in pixels. */
  readonly topOffset?: number
  /** A row that stays in the document even when it is scrolled out of view. */
  readonly pinnedIndex?: number
}

/** Virtualizes a list whose rows all have the same height, so that none is measured. */
export function useFixedRows({
  count,
  scrollRef,
  rowHeight,
  topOffset = 0,
  pinnedIndex = noIndex,
}: FixedRowsOptions) {
  const rangeExtractor = useCallback(
    (range: Range) => {
      const rows = defaultRangeExtractor(range)
      if (pinnedIndex === noIndex || pinnedIndex >= range.count || rows.includes(pinnedIndex)) return rows
      return pinnedIndex < (rows[0] ?? 0) ? [pinnedIndex, ...rows] : [...rows, pinnedIndex]
    },
    [pinnedIndex],
  )
  // eslint-disable-next-line react-hooks/incompatible-library -- the rule is for the React Compiler, which is not used here
  return useVirtualizer({
    count,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    overscan: overscanRows,
    scrollMargin: topOffset,
    scrollPaddingStart: topOffset,
    rangeExtractor,
  })
}
