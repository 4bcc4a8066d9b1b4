import type { ListedCopy } from '../../../shared/recycle-bin'
import { createRowSelection, type RowSelection } from '../../lib/row-selection'

export type BinRows = readonly ListedCopy[]

/** How a row is chosen: alone, toggled, as a range from the anchor, or only focused. */
export type RowChoice = 'only' | 'toggle' | 'extend' | 'extend-adding' | 'focus'

export const {
  positionOf: indexOfCopy,
  selectOnly,
  toggleAt,
  extendTo,
  moveActive,
  selectAll: chooseAllRows,
  pruneRows: pruneBinSelection,
  selectedRows: chosenCopies,
} = createRowSelection<ListedCopy>(({ id }) => id)

export function chooseRow(
  selection: RowSelection,
  rows: BinRows,
  { index, how }: { readonly index: number; readonly how: RowChoice },
): RowSelection {
  switch (how) {
    case 'only':
      return selectOnly(selection, rows, index)
    case 'focus':
      return moveActive(selection, rows, index)
    case 'toggle':
      return toggleAt(selection, rows, index)
    case 'extend':
    case 'extend-adding':
      return extendTo(selection, rows, { index, adds: how === 'extend-adding' })
  }
}
