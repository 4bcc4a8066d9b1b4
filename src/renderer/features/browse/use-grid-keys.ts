import { useRef, type KeyboardEvent, type RefObject } from 'react'
import { gridAction, type GridAction } from '../../lib/grid-keys'
import { clearSelection, extendTo, moveActive, selectAll, selectOnly, toggleAt } from './selection'
import type { Selection, View } from './selection'
import { findByWord, noWord, typeLetter } from './type-ahead'

/** As in the style sheet; rows are of one height, so that a page can be reckoned. */
export const ROW_HEIGHT = 34
export const HEADER_HEIGHT = 30

/** What keys act on. */
export interface GridTarget {
  readonly view: View
  readonly gridRef: RefObject<HTMLDivElement | null>
  readonly onSelect: (change: (selection: Selection, view: View) => Selection) => void
  readonly onDelete: () => void
}

type Command = Exclude<GridAction, { kind: 'type' }>

function apply(action: Command, { onSelect, onDelete }: GridTarget, active: number): void {
  switch (action.kind) {
    case 'move': {
      const { to, how } = action
      if (how === 'focus') onSelect((selection, view) => moveActive(selection, view, to))
      else if (how === 'select') onSelect((selection, view) => selectOnly(selection, view, to))
      else
        onSelect((selection, view) => extendTo(selection, view, { index: to, adds: how === 'extend-adding' }))
      return
    }
    case 'toggle':
      onSelect((selection, view) => toggleAt(selection, view, active))
      return
    case 'select':
      onSelect((selection, view) => selectOnly(selection, view, active))
      return
    case 'select-all':
      onSelect(selectAll)
      return
    case 'clear':
      onSelect(clearSelection)
      return
    case 'delete':
      onDelete()
      return
  }
}

function pageOf(grid: HTMLElement | null): number {
  return Math.max(1, Math.floor(((grid?.clientHeight ?? 0) - HEADER_HEIGHT) / ROW_HEIGHT) - 1)
}

/** The keyboard of the list. */
export function useGridKeys(target: GridTarget, active: number): (event: KeyboardEvent) => void {
  const word = useRef(noWord)
  const { view, gridRef, onSelect } = target

  function typeToFind(letter: string) {
    word.current = typeLetter(word.current, letter, performance.now())
    const index = findByWord(view, active, word.current)
    if (index !== -1) onSelect((now, rowsNow) => selectOnly(now, rowsNow, index))
  }

  return (event) => {
    const action = gridAction(event, { active, count: view.length, page: pageOf(gridRef.current) })
    if (action === null) return
    event.preventDefault()
    if (action.kind === 'type') typeToFind(action.letter)
    else apply(action, target, active)
  }
}
