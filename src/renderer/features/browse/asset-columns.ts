import type { CSSProperties } from 'react'
import { columns, type Column, type ColumnChoice } from '../../../shared/view-preferences'

/** Shown without being asked for; the others can be chosen. */
const shownByDefault: ReadonlySet<Column> = new Set([
  'name',
  'folder',
  'language',
  'segment',
  'size',
  'kind',
  'modified',
])

/** Usual widths in pixels; name and folder take what is left over, in this proportion, and are no narrower. */
const defaultWidths: Readonly<Record<Column, { readonly width: number; readonly share?: number }>> = {
  name: { width: 180, share: 2.4 },
  folder: { width: 80, share: 1.15 },
  language: { width: 76 },
  segment: { width: 92 },
  size: { width: 84 },
  kind: { width: 66 },
  modified: { width: 104 },
  created: { width: 104 },
  type: { width: 120 },
}

export const minColumnWidth = 48
export const maxColumnWidth = 900

export const defaultColumns: readonly ColumnChoice[] = columns.map((column) => ({
  column,
  isShown: shownByDefault.has(column),
  width: null,
}))

export function shownColumns(choices: readonly ColumnChoice[] | null): readonly ColumnChoice[] {
  return (choices ?? defaultColumns).filter(({ isShown }) => isShown)
}

/** The name tells files apart, so it is always there. */
export function showColumn(
  choices: readonly ColumnChoice[],
  column: Column,
  isShown: boolean,
): readonly ColumnChoice[] {
  if (column === 'name') return choices
  return choices.map((each) => (each.column === column ? { ...each, isShown } : each))
}

export function widenColumn(
  choices: readonly ColumnChoice[],
  column: Column,
  width: number,
): readonly ColumnChoice[] {
  const clamped = Math.round(Math.min(Math.max(width, minColumnWidth), maxColumnWidth))
  return choices.map((each) => (each.column === column ? { ...each, width: clamped } : each))
}

/** Moves a column to where another one stands; those between make room. */
export function moveColumn(
  choices: readonly ColumnChoice[],
  column: Column,
  target: Column,
): readonly ColumnChoice[] {
  const from = choices.findIndex((each) => each.column === column)
  const to = choices.findIndex((each) => each.column === target)
  const moved = choices[from]
  if (moved === undefined || to === -1 || from === to) return choices
  const others = choices.filter((each) => each !== moved)
  return [...others.slice(0, to), moved, ...others.slice(to)]
}

function track({ column, width }: ColumnChoice): string {
  const defaultWidth = defaultWidths[column]
  if (width !== null) return `${width}px`
  return defaultWidth.share === undefined
    ? `${defaultWidth.width}px`
    : `minmax(${defaultWidth.width}px, ${defaultWidth.share}fr)`
}

const rowPadding = 16

/** The widths as the style sheet takes them; nothing where the usual ones hold, which fit themselves to the room. */
export function columnStyle(choices: readonly ColumnChoice[] | null): CSSProperties | undefined {
  if (choices === null) return undefined
  const shown = shownColumns(choices)
  const minWidth = shown.reduce(
    (sum, each) => sum + (each.width ?? defaultWidths[each.column].width),
    rowPadding,
  )
  // The last column takes what no other wants, so that rows have no hole at their end.
  const isFilled = shown.some(
    ({ column, width }) => width === null && defaultWidths[column].share !== undefined,
  )
  const tracks = shown.map(track).join(' ')
  const style: Record<`--${string}`, string> = {
    '--asset-columns': isFilled ? tracks : `${tracks} minmax(0, 1fr)`,
    '--asset-min-width': `${minWidth}px`,
  }
  return style
}
