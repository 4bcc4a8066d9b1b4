import type { TreeRow } from './tree-row'

/** The text for type-ahead; empty for rows without a name. */
export function treeRowText(row: TreeRow): string {
  if ('name' in row) return row.name
  if (row.kind === 'project') return row.project.reference
  if (row.kind === 'job') return row.job.reference
  return row.kind === 'segment' ? (row.segment.number ?? row.segment.text ?? '') : ''
}
