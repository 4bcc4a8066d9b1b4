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

/** The mouse on a file, by its place in the view: the same in the table and in the grid. */
export function useRowMouse({ onSelect, onMenu, onPreview }: RowMouseProps) {
  const press = useCallback(
    (index: number, event: MouseEvent) => {
      if (event.button !== 0) return
      const adds = event.ctrlKey || event.metaKey
      if (event.shiftKey) onSelect((now, rows) => extendTo(now, rows, { index, adds }))
      else if (adds) onSelect((now, rows) => toggleAt(now, rows, index))
      else
        onSelect((now, rows) =>
          isOneOfMany(now, rows, index) ? moveActive(now, rows, index) : selectOnly(now, rows, index),
        )
    },
    [onSelect],
  )

  /** Of several that are selected all are dragged: only a press that was no drag selects the one. */
  const click = useCallback(
    (event: MouseEvent) => {
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null
      const hasModifier = event.shiftKey || event.ctrlKey || event.metaKey
      if (row === null || hasModifier || event.button !== 0) return
      const index = Number(row.dataset['index'])
      onSelect((now, rows) => (isOneOfMany(now, rows, index) ? selectOnly(now, rows, index) : now))
    },
    [onSelect],
  )

  const openMenu = useCallback(
    (index: number, event: MouseEvent) => {
      event.preventDefault()
      onSelect((now, rows) => {
        const isSelected = now.keys.has(rows[index]?.key ?? '')
        return isSelected ? moveActive(now, rows, index) : selectOnly(now, rows, index)
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
