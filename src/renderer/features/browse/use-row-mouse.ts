import { useCallback, type MouseEvent } from 'react'
import { extendTo, moveActive, selectOnly, toggleAt, type Selection, type View } from './selection'

interface RowMouseProps {
  readonly onSelect: (change: (selection: Selection, view: View) => Selection) => void
  readonly onMenu: (event: MouseEvent) => void
  readonly onPreview: () => void
}

function isOneOfMany({ keys }: Selection, rows: View, index: number): boolean {
  return keys.size > 1 && keys.has(rows[index]?.key ?? '')
}

/** Mouse handlers of files by index in the view, for both view modes. */
export function useRowMouse({ onSelect, onMenu, onPreview }: RowMouseProps) {
  const press = useCallback(
    (index: number, event: MouseEvent) => {
      if (event.button !== 0) return
      const adds = event.ctrlKey || event.metaKey
      if (event.shiftKey) onSelect((selection, rows) => extendTo(selection, rows, { index, adds }))
      else if (adds) onSelect((selection, rows) => toggleAt(selection, rows, index))
      else
        onSelect((selection, rows) =>
          isOneOfMany(selection, rows, index)
            ? moveActive(selection, rows, index)
            : selectOnly(selection, rows, index),
        )
    },
    [onSelect],
  )

  /** Selects one file of a multiple selection on click, not on press: a press may start a drag of all of them. */
  const click = useCallback(
    (event: MouseEvent) => {
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null
      const hasModifier = event.shiftKey || event.ctrlKey || event.metaKey
      if (row === null || hasModifier || event.button !== 0) return
      const index = Number(row.dataset['index'])
      onSelect((selection, rows) =>
        isOneOfMany(selection, rows, index) ? selectOnly(selection, rows, index) : selection,
      )
    },
    [onSelect],
  )

  const openMenu = useCallback(
    (index: number, event: MouseEvent) => {
      event.preventDefault()
      onSelect((selection, rows) => {
        const isSelected = selection.keys.has(rows[index]?.key ?? '')
        return isSelected ? moveActive(selection, rows, index) : selectOnly(selection, rows, index)
      })
      onMenu(event)
    },
    [onSelect, onMenu],
  )

  const open = useCallback(
    (event: MouseEvent) => {
      const hasModifier = event.shiftKey || event.ctrlKey || event.metaKey
      if (event.button === 0 && !hasModifier) onPreview()
    },
    [onPreview],
  )

  return { press, click, openMenu, open }
}
