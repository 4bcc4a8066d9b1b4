/** What the table can show of a file, in the order in which it stands unless the user chose another. */
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
  /** Pixels, or null for the usual width. */
  readonly width: number | null
}

/** How the user wants lists to look; kept on this computer, for all connections. */
export interface ViewPreferences {
  readonly v: 1
  /** Every column once, in their order; null: the usual ones, as far as there is room. */
  readonly columns: readonly ColumnChoice[] | null
}

export const defaultPreferences: ViewPreferences = { v: 1, columns: null }
