import { CircleHelp, RotateCw, TriangleAlert } from 'lucide-react'
import type { Segment, SegmentList } from '../../../shared/place'
import { ShownText } from '../../components/shown-text'
import { Spinner } from '../../components/spinner'
import { t } from '../../lib/intl'
import { cancelText, extentText, searchText } from './segment-texts'
import type { TreeRow } from './tree-row'

/** Characters of a text that are drawn: more than the widest sidebar shows. */
const MOST_SHOWN = 300

export function SegmentLine({ segment }: { readonly segment: Segment }) {
  const { id, number, text } = segment
  return (
    <>
      <ShownText text={number ?? '–'} className="tree-number" />
      {text === null || text === '' ? (
        <>
          <span className="tree-name">{id}</span>
          <span className="tree-absent">{t(text === null ? 'segments.noText' : 'segments.emptyText')}</span>
        </>
      ) : (
        <ShownText text={text.slice(0, MOST_SHOWN)} isProse className="tree-name" />
      )}
    </>
  )
}

/** How many segments there are; pressing it reads them anew. */
export function SegmentsHead({ list }: { readonly list: SegmentList }) {
  return (
    <>
      {list.segmentsExpected !== null && <TriangleAlert aria-hidden />}
      {list.segmentsExpected === null && list.mayHaveMore && <CircleHelp aria-hidden />}
      <span className="tree-name tree-note">{extentText(list)}</span>
      <RotateCw aria-hidden className="tree-act" />
    </>
  )
}

export function SearchLine({ row }: { readonly row: Extract<TreeRow, { kind: 'searching' | 'loading' }> }) {
  const isAsking = row.opening?.asks === true
  return (
    <>
      {!isAsking && <Spinner />}
      <span className="tree-name">{isAsking ? '' : searchText(row.opening)}</span>
      <span className="tree-button">{cancelText()}</span>
    </>
  )
}
