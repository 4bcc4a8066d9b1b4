import type { TreeRow } from './tree-row'

export type TreeMove = { readonly kind: 'focus' | 'activate' | 'toggle'; readonly row: TreeRow }

/** Index of the focused row, and the page size. */
export interface TreePosition {
  readonly index: number
  /** Number of rows that fit on screen. */
  readonly page: number
}

function isExpandable(row: TreeRow): row is Extract<TreeRow, { isOpen: boolean }> {
  return 'isOpen' in row
}

function parentOf(rows: readonly TreeRow[], index: number): TreeRow | undefined {
  const level = rows[index]?.level ?? 1
  for (let candidate = index - 1; candidate >= 0; candidate -= 1) {
    const row = rows[candidate]
    if (row !== undefined && row.level < level) return row
  }
  return undefined
}

function forward(row: TreeRow, next: TreeRow | undefined): TreeMove | null {
  if (!isExpandable(row)) return null
  if (!row.isOpen) return { kind: 'toggle', row }
  return next !== undefined && next.level > row.level ? { kind: 'focus', row: next } : null
}

function back(row: TreeRow, parent: TreeRow | undefined): TreeMove | null {
  if (isExpandable(row) && row.isOpen) return { kind: 'toggle', row }
  return parent === undefined ? null : { kind: 'focus', row: parent }
}

/** The effect of a key in a tree, following the ARIA Authoring Practices. */
export function treeMove(
  key: string,
  rows: readonly TreeRow[],
  { index, page }: TreePosition,
): TreeMove | null {
  const row = rows[index]
  if (row === undefined) return null
  const focus = (target: TreeRow | undefined): TreeMove | null =>
    target === undefined ? null : { kind: 'focus', row: target }
  switch (key) {
    case 'ArrowDown':
      return focus(rows[index + 1])
    case 'ArrowUp':
      return focus(rows[index - 1])
    case 'Home':
      return focus(rows[0])
    case 'End':
      return focus(rows.at(-1))
    case 'PageDown':
      return focus(rows[Math.min(index + page, rows.length - 1)])
    case 'PageUp':
      return focus(rows[Math.max(index - page, 0)])
    case 'ArrowRight':
      return forward(row, rows[index + 1])
    case 'ArrowLeft':
      return back(row, parentOf(rows, index))
    case 'Enter':
    case ' ':
      return { kind: 'activate', row }
    default:
      return null
  }
}
