import type { CSSProperties, KeyboardEvent, MouseEvent, ReactNode, RefObject } from 'react'
import './grid-frame.css'

interface GridFrameProps {
  /** Accessible name. */
  readonly label: string
  readonly gridRef: RefObject<HTMLDivElement | null>
  readonly className: string
  /** All rows, including those not in the document, the header and group headers. */
  readonly rowCount: number
  readonly columnCount: number
  /** Id of the active row's element. */
  readonly activeId: string | undefined
  readonly isMultiselectable?: boolean
  readonly isBusy?: boolean
  /** The row of column headers, if any. */
  readonly header?: ReactNode
  /** Total height of all lines, in pixels. */
  readonly height: number
  /** CSS variables, such as column widths. */
  readonly style?: CSSProperties
  /** Opens the context menu when no row was clicked, as with the menu key. */
  readonly onMenuKey?: (event: MouseEvent<HTMLDivElement>) => void
  readonly onClick?: (event: MouseEvent<HTMLDivElement>) => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => void
  /** The visible lines, each positioned from the top. */
  readonly children: ReactNode
}

/** Frame of every long list: a scrolling tab stop, a sticky header, and virtual lines. */
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
