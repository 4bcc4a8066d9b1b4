import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { columns, type Column, type ColumnChoice } from '../../../shared/view-preferences'
import { t } from '../../lib/intl'
import type { Sort } from './asset-order'
import { useColumnDrag } from './use-column-drag'

interface AssetHeaderProps {
  readonly shown: readonly ColumnChoice[]
  readonly sort: Sort
  readonly onSort: (column: Column) => void
  readonly onWiden: (column: Column, width: number) => void
  /** Moves a column to the position of another one. */
  readonly onMove: (column: Column, target: Column) => void
}

/** Pixels by which one press of an arrow key changes the width. */
const resizeStep = 16

function isColumn(name: string): name is Column {
  return columns.some((column) => column === name)
}

function stepOf(key: string): number {
  if (key === 'ArrowRight') return 1
  return key === 'ArrowLeft' ? -1 : 0
}

function buttonOf(row: HTMLElement, column: Column): HTMLElement | null {
  return row.querySelector<HTMLElement>(`[data-sort="${column}"]`)
}

/** The header row: one tab stop and arrow keys; with Shift they change the width of a column, with Alt its position. */
export function AssetHeader({ shown, sort, onSort, onWiden, onMove }: AssetHeaderProps) {
  const [focused, setFocused] = useState<Column>('name')
  const drag = useColumnDrag({ isColumn, onWiden, onMove })
  const tabStop = shown.some(({ column }) => column === focused) ? focused : 'name'

  function press(event: KeyboardEvent<HTMLElement>) {
    // Keep the event from the grid, which handles the same keys differently.
    event.stopPropagation()
    const step = stepOf(event.key)
    if (step === 0 || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const next = shown[shown.findIndex(({ column }) => column === tabStop) + step]?.column
    if (event.shiftKey) {
      const width = buttonOf(event.currentTarget, tabStop)?.parentElement?.offsetWidth ?? 0
      onWiden(tabStop, width + step * resizeStep)
      return
    }
    if (next === undefined) return
    if (event.altKey) {
      onMove(tabStop, next)
      return
    }
    setFocused(next)
    buttonOf(event.currentTarget, next)?.focus()
  }

  return (
    <div role="rowgroup" className="grid-header">
      <div role="row" aria-rowindex={1} className="grid-columns asset-columns" onKeyDown={press}>
        {shown.map(({ column }, index) => {
          const isSorted = sort.column === column
          const Arrow = sort.direction === 'ascending' ? ArrowUp : ArrowDown
          return (
            <div
              key={column}
              role="columnheader"
              aria-colindex={index + 1}
              aria-sort={isSorted ? sort.direction : 'none'}
              className="grid-th asset-th"
              data-column={column}
              data-moving={drag.moving?.column === column || undefined}
              data-over={(drag.moving !== null && drag.moving.over === column) || undefined}
              onPointerDown={(event) => drag.startDrag(column, event)}
              onPointerMove={drag.moveDrag}
              onPointerUp={drag.endDrag}
              onPointerCancel={drag.cancelDrag}
            >
              <button
                type="button"
                data-sort={column}
                tabIndex={column === tabStop ? 0 : -1}
                title={t('columns.keys')}
                onFocus={() => setFocused(column)}
                onClick={() => onSort(column)}
              >
                <span>{t(`field.${column}`)}</span>
                {isSorted && <Arrow aria-hidden />}
              </button>
              <span aria-hidden className="asset-th-edge" />
            </div>
          )
        })}
      </div>
    </div>
  )
}
