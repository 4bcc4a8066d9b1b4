import type { TreeRow } from './tree-rows'

export type TreeMove = { readonly kind: 'focus' | 'activate'; readonly row: TreeRow }

function isOpenable(row: TreeRow): row is Extract<TreeRow, { isOpen: boolean }> {
  return row.kind === 'project' || row.kind === 'folder'
}

function parentOf(rows: readonly TreeRow[], index: number): TreeRow | undefined {
  const level = rows[index]?.level ?? 1
  return rows
    .slice(0, index)
    .reverse()
    .find((row) => row.level < level)
}

function forward(row: TreeRow, next: TreeRow | undefined): TreeMove | null {
  if (!isOpenable(row)) return null
  if (!row.isOpen) return { kind: 'activate', row }
  return next !== undefined && next.level > row.level ? { kind: 'focus', row: next } : null
}

function back(row: TreeRow, parent: TreeRow | undefined): TreeMove | null {
  if (isOpenable(row) && row.isOpen) return { kind: 'activate', row }
  return parent === undefined ? null : { kind: 'focus', row: parent }
}

/** What a key does in a tree, after the ARIA authoring practices. */
export function treeMove(key: string, rows: readonly TreeRow[], index: number): TreeMove | null {
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
