import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useCallback, type RefObject } from 'react'

const OVERSCAN = 10
const NONE = -1

interface FixedRows {
  readonly count: number
  readonly scrollRef: RefObject<HTMLElement | null>
  readonly rowHeight: number
  /** Height of what stays on top of the rows inside the same scroll container. */
  readonly above?: number
  /** A row that stays in the document even when it is out of view. */
  readonly keep?: number
}

/** Which rows of a long list are in the document: all of one height, so that nothing is measured. */
export function useFixedRows({ count, scrollRef, rowHeight, above = 0, keep = NONE }: FixedRows) {
  const rangeExtractor = useCallback(
    (range: Range) => {
      const rows = defaultRangeExtractor(range)
      if (keep === NONE || keep >= range.count || rows.includes(keep)) return rows
      return keep < (rows[0] ?? 0) ? [keep, ...rows] : [...rows, keep]
    },
    [keep],
  )
  // eslint-disable-next-line react-hooks/incompatible-library -- it warns users of the React Compiler; there is none here
  return useVirtualizer({
    count,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin: above,
    scrollPaddingStart: above,
    rangeExtractor,
  })
}
