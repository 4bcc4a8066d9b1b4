/** Columns of the table, in their default order. */
export const columns = [
  'name',
  'folder',
  'language',
  'segment',
  'size',
  'kind',
  'modified',
  'created',
  'type',
] as const

export type Column = (typeof columns)[number]

export interface ColumnChoice {
  readonly column: Column
  readonly isShown: boolean
  /** Pixels, or null for the default width. */
  readonly width: number | null
}

/** How lists look; saved on this computer, for all connections. */
export interface ViewPreferences {
  readonly v: 1
  /** Every column exactly once, in order; null for the default columns that fit. */
  readonly columns: readonly ColumnChoice[] | null
}

export const defaultPreferences: ViewPreferences = { v: 1, columns: null }
