import type { MouseEvent, ReactNode } from 'react'

/** Position of the first row in `aria-rowindex`: the header is row 1. */
const firstRowIndex = 2

interface GridRowProps {
  readonly id: string
  /** Accessible name; undefined while what it shows is under way. */
  readonly name: string | undefined
  /** Place among the rows, from 0. */
  readonly index: number
  /** Pixels from the first row. */
  readonly top: number
  readonly isSelected: boolean
  /** Whether the keyboard is here. */
  readonly isActive: boolean
  /** The class that says how wide the columns are. */
  readonly className: string
  readonly onPress: (index: number, event: MouseEvent) => void
  readonly onMenu?: (index: number, event: MouseEvent) => void
  readonly children: ReactNode
}

/** A row of a grid that has a header. */
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
