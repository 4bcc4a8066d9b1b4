import type { TreeRow } from './tree-row'

/** What letters that are typed are compared with; empty for lines that are no name. */
export function treeRowText(row: TreeRow): string {
  if ('name' in row) return row.name
  if (row.kind === 'project') return row.project.reference
  if (row.kind === 'job') return row.job.reference
  return row.kind === 'segment' ? (row.segment.number ?? row.segment.text ?? '') : ''
}
