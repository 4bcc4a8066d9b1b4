import { useCallback, type RefObject } from 'react'
import { useLineWindow } from './use-line-window'

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

interface FixedRow {
  readonly index: number
  /** Distance from the first row, in pixels. */
  readonly top: number
}

/** The rows to render of a list whose rows all have the same height, so that none is measured. */
export function useFixedRows({
  count,
  scrollRef,
  rowHeight,
  topOffset = 0,
  pinnedIndex = noIndex,
}: FixedRowsOptions) {
  const { first, last, reveal } = useLineWindow({
    scrollRef,
    topOffset,
    lineCount: count,
    lineAt: (pixel) => Math.floor(pixel / rowHeight),
  })
  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, line) => first + line)
  if (pinnedIndex > noIndex && pinnedIndex < count) {
    if (pinnedIndex < first) indexes.unshift(pinnedIndex)
    else if (pinnedIndex > last) indexes.push(pinnedIndex)
  }
  return {
    /** Total height of all rows, in pixels. */
    height: count * rowHeight,
    items: indexes.map((index): FixedRow => ({ index, top: index * rowHeight })),
    /** Scrolls just far enough to show a row. */
    reveal: useCallback((index: number) => reveal(index * rowHeight, rowHeight), [reveal, rowHeight]),
  }
}
