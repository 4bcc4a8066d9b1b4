import type { CSSProperties } from 'react'
import { columns, type Column, type ColumnChoice } from '../../../shared/view-preferences'

/** Columns shown by default; the others can be added. */
const shownByDefault: ReadonlySet<Column> = new Set([
  'name',
  'folder',
  'language',
  'segment',
  'size',
  'kind',
  'modified',
])

/** Default widths in pixels. Name and folder have a minimum width and share the remaining space in this proportion. */
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

/** Shows or hides a column, except the name, which is always shown. */
export function showColumn(
  choices: readonly ColumnChoice[],
  column: Column,
  isShown: boolean,
): readonly ColumnChoice[] {
  if (column === 'name') return choices
  return choices.map((choice) => (choice.column === column ? { ...choice, isShown } : choice))
}

export function widenColumn(
  choices: readonly ColumnChoice[],
  column: Column,
  width: number,
): readonly ColumnChoice[] {
  const clamped = Math.round(Math.min(Math.max(width, minColumnWidth), maxColumnWidth))
  return choices.map((choice) => (choice.column === column ? { ...choice, width: clamped } : choice))
}

/** Moves a column to the position of another one and shifts those in between. */
export function moveColumn(
  choices: readonly ColumnChoice[],
  column: Column,
  target: Column,
): readonly ColumnChoice[] {
  const from = choices.findIndex((choice) => choice.column === column)
  const to = choices.findIndex((choice) => choice.column === target)
  const moved = choices[from]
  if (moved === undefined || to === -1 || from === to) return choices
  const others = choices.filter((choice) => choice !== moved)
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

/** Widths as CSS custom properties; undefined for the default columns, which the style sheet fits to the window. */
export function columnStyle(choices: readonly ColumnChoice[] | null): CSSProperties | undefined {
  if (choices === null) return undefined
  const shown = shownColumns(choices)
  const minWidth = shown.reduce(
    (sum, choice) => sum + (choice.width ?? defaultWidths[choice.column].width),
    rowPadding,
  )
  // If no column takes the remaining space, an empty track does, so that rows reach the right edge.
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
