import type { ReactNode } from 'react'

interface GridCellProps {
  /** Index of the column, from 1. */
  readonly columnIndex: number
  readonly column?: string
  readonly title?: string | undefined
  readonly className?: string
  readonly children: ReactNode
}

/** One cell of a grid row. */
export function GridCell({ columnIndex, column, title, className = '', children }: GridCellProps) {
  return (
    <div
      role="gridcell"
      aria-colindex={columnIndex}
      className={`grid-cell ${className}`}
      data-column={column}
      title={title}
    >
      {children}
    </div>
  )
}
