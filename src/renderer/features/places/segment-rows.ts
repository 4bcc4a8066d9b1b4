import type { SegmentedPlace, SegmentList } from '../../../shared/place'
import { segmentsKey, type Segments, type SegmentsState } from './segments-state'
import type { TreeRow } from './tree-row'

/** Caches the rows of a list: the whole tree is rebuilt on each change, and lists may be long. */
const rowsOf = new WeakMap<SegmentList, { readonly level: number; readonly rows: readonly TreeRow[] }>()

/** Rows below a document, a job or a Flex document; none while it is collapsed. */
export function segmentRows(
  { segments, openPlaces }: SegmentsState,
  place: SegmentedPlace,
  level: number,
): readonly TreeRow[] {
  const key = segmentsKey(place)
  if (!openPlaces.has(key)) return []
  const content = segments.get(key) ?? { state: 'loading', requestId: '', opening: null }
  return content.state === 'ready' ? listRows(content.list, place, level) : stateRows(content, place, level)
}

/**
 * Rows of a list that is not ready. One id is the same in every state, so that the focus stays when the response comes.
 */
function stateRows(
  content: Exclude<Segments, { state: 'ready' }>,
  place: SegmentedPlace,
  level: number,
): readonly TreeRow[] {
  const key = segmentsKey(place)
  const line = { id: `segments-${key}`, level, place }
  if (content.state === 'failed') {
    return [{ ...line, kind: 'segments-failed', position: 1, siblings: 1, failure: content.failure }]
  }
  const { opening } = content
  const searching = { ...line, kind: 'searching', opening } as const
  const cost = opening?.needsApproval === true ? opening.cost : null
  if (cost === null) return [{ ...searching, position: 1, siblings: 1 }]
  return [
    { ...line, id: `cost-${key}`, kind: 'segments-cost', cost, position: 1, siblings: 2 },
    { ...searching, position: 2, siblings: 2 },
  ]
}

function listRows(list: SegmentList, place: SegmentedPlace, level: number): readonly TreeRow[] {
  const known = rowsOf.get(list)
  if (known?.level === level) return known.rows
  const key = segmentsKey(place)
  const { segments } = list
  const hasNoTexts = segments.length > 0 && segments.every(({ text }) => text === null)
  const headers = hasNoTexts
    ? (['segments-head', 'segments-textless'] as const)
    : (['segments-head'] as const)
  const siblings = segments.length + headers.length
  const line = { level, siblings, place }
  const rows: TreeRow[] = headers.map((kind, index) => {
    const id = index === 0 ? `segments-${key}` : `textless-${key}`
    return { ...line, id, kind, position: index + 1, list }
  })
  segments.forEach((segment, index) => {
    const id = `segment-${key}-${segment.id}`
    const position = headers.length + index + 1
    rows.push({ id, kind: 'segment', level, position, siblings, place, segment })
  })
  rowsOf.set(list, { level, rows })
  return rows
}
