import { failureText } from '../../lib/failure-text'
import { visibleText } from '../../lib/visible-text'
import { costText, extentTitle, partialText, searchText, segmentName } from './segment-texts'
import type { TreeRow } from './tree-row'

/** Maximum characters of a text in a tooltip. */
const maxTitleLength = 1_000

/** Accessible name of rows whose content is not sufficient as a name; otherwise undefined. */
export function treeRowName(row: TreeRow): string | undefined {
  return row.kind === 'segment' || row.kind === 'segments-head' ? treeRowTitle(row) : undefined
}

function joined(parts: readonly (string | null)[]): string {
  return parts
    .filter((part) => part !== null && part !== '')
    .map((part) => visibleText(part ?? ''))
    .join(' · ')
}

/** Tooltip of a row. */
export function treeRowTitle(row: TreeRow): string | undefined {
  switch (row.kind) {
    case 'project':
      return joined([row.project.reference, row.project.client, row.project.statusText])
    case 'whole':
      return joined([row.project.reference])
    case 'document':
      return visibleText(row.document.name)
    case 'job': {
      const { reference, id, projectName, task, targetLanguage, statusText } = row.job
      return joined([reference, id, projectName, task, targetLanguage, statusText])
    }
    case 'flex':
      return joined([row.document.name, `flex${row.document.id}`, row.document.projectName])
    case 'partial':
      return partialText(row)
    case 'failed':
    case 'segments-failed':
      return failureText(row.failure.kind)
    case 'segment':
      return segmentName(row.segment).slice(0, maxTitleLength)
    case 'segments-head':
      return extentTitle(row.list)
    case 'loading':
    case 'searching':
      return searchText(row.opening)
    case 'documents-cost':
    case 'segments-cost':
      return costText(row.cost)
    case 'folder':
    case 'empty':
    case 'segments-textless':
      return undefined
  }
}
