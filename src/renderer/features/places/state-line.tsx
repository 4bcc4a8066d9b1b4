import { RotateCw, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { t } from '../../lib/intl'
import { SearchLine, SegmentsHeader } from './segment-line'
import { costText, partialText } from './segment-texts'
import type { StateRow } from './tree-row'

/** Content of a row that shows the loading state of the rows below. */
export function StateLine({ row }: { readonly row: StateRow }): ReactNode {
  switch (row.kind) {
    case 'partial':
      return (
        <>
          <TriangleAlert aria-hidden />
          <span className="tree-name tree-note">{partialText(row)}</span>
        </>
      )
    case 'empty':
      return <span className="tree-name">{t('projects.documentsEmpty')}</span>
    case 'failed':
    case 'segments-failed':
      return (
        <>
          <RotateCw aria-hidden />
          <span className="tree-name tree-note">{t('projects.documentsFailed')}</span>
        </>
      )
    case 'segments-head':
      return <SegmentsHeader list={row.list} />
    case 'segments-textless':
      return <span className="tree-name">{t('segments.noTexts')}</span>
    case 'loading':
    case 'searching':
      return <SearchLine row={row} />
    case 'documents-cost':
    case 'segments-cost':
      return (
        <>
          <span className="tree-name">{costText(row.cost)}</span>
          <span className="tree-button">{t('segments.approve')}</span>
        </>
      )
  }
}
