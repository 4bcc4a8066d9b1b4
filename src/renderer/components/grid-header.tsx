interface GridHeaderProps<Column extends string> {
  readonly columns: readonly Column[]
  readonly labelOf: (column: Column) => string
  /** Class that sets the column widths. */
  readonly className: string
}

/** A row of column headers without sorting. */
export function GridHeader<Column extends string>({ columns, labelOf, className }: GridHeaderProps<Column>) {
  return (
    <div role="rowgroup" className="grid-header">
      <div role="row" aria-rowindex={1} className={`grid-columns ${className}`}>
        {columns.map((column, index) => (
          <div
            key={column}
            role="columnheader"
            aria-colindex={index + 1}
            className="grid-th grid-th-text"
            data-column={column}
          >
            {labelOf(column)}
          </div>
        ))}
      </div>
    </div>
  )
}
