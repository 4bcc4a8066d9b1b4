import type { MouseEvent, ReactNode } from 'react'

/** `aria-rowindex` of the first row; the header is row 1. */
const firstRowIndex = 2

interface GridRowProps {
  readonly id: string
  /** Accessible name; undefined while the row is loading. */
  readonly name: string | undefined
  /** Index among the rows, from 0. */
  readonly index: number
  /** Offset from the first row, in pixels. */
  readonly top: number
  readonly isSelected: boolean
  /** Whether this is the grid's active row. */
  readonly isActive: boolean
  /** Class that sets the column widths. */
  readonly className: string
  readonly onPress: (index: number, event: MouseEvent) => void
  readonly onMenu?: (index: number, event: MouseEvent) => void
  readonly children: ReactNode
}

/** A row of a grid with a header. */
export function GridRow({ id, name, index, top, ...props }: GridRowProps) {
  return (
    <div
      id={id}
      role="row"
      aria-label={name}
      aria-rowindex={index + firstRowIndex}
      aria-selected={props.isSelected}
      aria-busy={name === undefined || undefined}
      data-active={props.isActive || undefined}
      className={`grid-columns grid-row ${props.className}`}
      style={{ transform: `translateY(${top}px)` }}
      onMouseDown={(event) => props.onPress(index, event)}
      onContextMenu={(event) => props.onMenu?.(index, event)}
    >
      {props.children}
    </div>
  )
}
