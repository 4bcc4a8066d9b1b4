import { CircleHelp, RotateCw, TriangleAlert } from 'lucide-react'
import type { Segment, SegmentList } from '../../../shared/place'
import { UntrustedText } from '../../components/untrusted-text'
import { Spinner } from '../../components/spinner'
import { t } from '../../lib/intl'
import { cancelText, extentText, searchText } from './segment-texts'
import type { TreeRow } from './tree-row'

/** Rendered characters of a text: more than the widest sidebar shows. */
const maxShownCharacters = 300

export function SegmentLine({ segment }: { readonly segment: Segment }) {
  const { id, number, text } = segment
  return (
    <>
      <UntrustedText text={number ?? '–'} className="tree-number" />
      {text === null || text === '' ? (
        <>
          <span className="tree-name">{id}</span>
          <span className="tree-absent">{t(text === null ? 'segments.noText' : 'segments.emptyText')}</span>
        </>
      ) : (
        <UntrustedText text={text.slice(0, maxShownCharacters)} isProse className="tree-name" />
      )}
    </>
  )
}

/** The number of segments; pressing the row loads them again. */
export function SegmentsHeader({ list }: { readonly list: SegmentList }) {
  return (
    <>
      {list.segmentsExpected !== null && <TriangleAlert aria-hidden />}
      {list.segmentsExpected === null && list.mayHaveMore && <CircleHelp aria-hidden />}
      <span className="tree-name tree-note">{extentText(list)}</span>
      <RotateCw aria-hidden className="tree-refresh" />
    </>
  )
}

export function SearchLine({ row }: { readonly row: Extract<TreeRow, { kind: 'searching' | 'loading' }> }) {
  const needsApproval = row.opening?.needsApproval === true
  return (
    <>
      {!needsApproval && <Spinner />}
      <span className="tree-name">{needsApproval ? '' : searchText(row.opening)}</span>
      <span className="tree-button">{cancelText()}</span>
    </>
  )
}
