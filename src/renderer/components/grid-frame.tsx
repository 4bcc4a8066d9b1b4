import type { CSSProperties, KeyboardEvent, MouseEvent, ReactNode, RefObject } from 'react'
import './grid-frame.css'

interface GridFrameProps {
  /** Accessible name. */
  readonly label: string
  readonly gridRef: RefObject<HTMLDivElement | null>
  readonly className: string
  /** Rows of the whole set, also those that are not in the document; header and heads of groups included. */
  readonly rowCount: number
  readonly columnCount: number
  /** Id of the element where the keyboard is. */
  readonly activeId: string | undefined
  readonly isMultiselectable?: boolean
  readonly isBusy?: boolean
  /** A row of column headers, or none. */
  readonly header?: ReactNode
  /** Pixels of all lines together. */
  readonly height: number
  /** Values of the style sheet's variables, such as the widths of columns. */
  readonly style?: CSSProperties
  /** The menu key, where no row is under a pointer. */
  readonly onMenuKey?: (event: MouseEvent<HTMLDivElement>) => void
  /** A click on any of the lines. */
  readonly onClick?: (event: MouseEvent<HTMLDivElement>) => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => void
  /** The lines in view, each at its place from the top. */
  readonly children: ReactNode
}

/** What all long lists share: one tab stop that scrolls, a head that stays, and lines of which only those in view exist. */
export function GridFrame({ gridRef, ...props }: GridFrameProps) {
  return (
    <div
      ref={gridRef}
      role="grid"
      className={`grid-frame scrolls ${props.className}`}
      style={props.style}
      tabIndex={0}
      aria-label={props.label}
      aria-multiselectable={props.isMultiselectable}
      aria-rowcount={props.rowCount}
      aria-colcount={props.columnCount}
      aria-busy={props.isBusy}
      aria-activedescendant={props.activeId}
      onKeyDown={props.onKeyDown}
      onClick={props.onClick}
      onContextMenu={(event) => {
        if (event.target !== event.currentTarget || props.onMenuKey === undefined) return
        event.preventDefault()
        props.onMenuKey(event)
      }}
    >
      {props.header}
      <div role="rowgroup" className="grid-body" style={{ height: `${props.height}px` }}>
        {props.children}
      </div>
    </div>
  )
}
