import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { t } from '../../lib/intl'
import { columns, type Column, type Sort } from './asset-order'

interface AssetHeaderProps {
  readonly sort: Sort
  readonly onSort: (column: Column) => void
}

function step(key: string): number {
  if (key === 'ArrowRight') return 1
  return key === 'ArrowLeft' ? -1 : 0
}

/** The header row: one tab stop, arrows between the columns. */
export function AssetHeader({ sort, onSort }: AssetHeaderProps) {
  const [focused, setFocused] = useState<Column>('name')

  function press(event: KeyboardEvent<HTMLElement>) {
    // The rows below have keys of their own; they must not act on what is pressed here.
    event.stopPropagation()
    const next = columns[columns.indexOf(focused) + step(event.key)]
    if (step(event.key) === 0 || next === undefined) return
    event.preventDefault()
    setFocused(next)
    event.currentTarget.querySelector<HTMLElement>(`[data-sort="${next}"]`)?.focus()
  }

  return (
    <div role="rowgroup" className="asset-head">
      <div role="row" aria-rowindex={1} className="asset-columns" onKeyDown={press}>
        {columns.map((column, index) => {
          const isSorted = sort.column === column
          const Arrow = sort.direction === 'ascending' ? ArrowUp : ArrowDown
          return (
            <div
              key={column}
              role="columnheader"
              aria-colindex={index + 1}
              aria-sort={isSorted ? sort.direction : 'none'}
              className="asset-th"
              data-column={column}
            >
              <button
                type="button"
                data-sort={column}
                tabIndex={column === focused ? 0 : -1}
                onFocus={() => setFocused(column)}
                onClick={() => onSort(column)}
              >
                <span>{t(`column.${column}`)}</span>
                {isSorted && <Arrow aria-hidden />}
              </button>
            </div>
          )
        })}
      </div>
    </div>
  )
}
