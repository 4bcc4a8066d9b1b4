import type { OpeningProgress } from '../../../shared/ipc/contract'
import type { PlaceCost, Segment, SegmentList } from '../../../shared/place'
import { formatDuration } from '../../lib/format'
import { t } from '../../lib/intl'
import { visibleText } from '../../lib/visible-text'
import type { TreeRow } from './tree-row'

/** How far a search is, and what it costs where that is worth a word. */
export function searchText(opening: OpeningProgress | null): string {
  if (opening === null) return t('segments.starting')
  const { found, expected, cost } = opening
  const far = expected === null ? t('segments.found', { found }) : t('segments.foundOf', { found, expected })
  return cost === null ? far : `${far} · ${t('segments.calls', { calls: cost.calls })}`
}

export function costText({ calls, waitMs }: PlaceCost): string {
  const cost = t('segments.cost', { calls })
  return waitMs === 0 ? cost : `${cost} ${t('opening.wait', { time: formatDuration(waitMs / 1_000) })}`
}

/** That the documents of a project are a part, or may be. */
export function partialText({ count, total }: Extract<TreeRow, { kind: 'partial' }>): string {
  return total === null ? t('projects.atLeast', { count }) : t('projects.partial', { count, total })
}

export function cancelText(): string {
  return t('action.cancel')
}

/** How many there are, and that they may be a part. */
export function extentText({ segments, segmentsExpected, mayHaveMore }: SegmentList): string {
  const listed = segments.length
  if (segmentsExpected !== null) return t('listing.part', { listed, expected: segmentsExpected })
  if (mayHaveMore) return t('segments.atLeast', { listed })
  return t('segments.all', { count: listed })
}

/** The same in whole sentences. */
export function extentTitle(list: SegmentList): string {
  const { segments, segmentsExpected, mayHaveMore } = list
  const isUnsure = segmentsExpected === null && mayHaveMore
  const extent = isUnsure ? t('listing.atLeast', { listed: segments.length }) : extentText(list)
  return `${extent}. ${t('segments.again')}`
}

/** A segment by its number, text and id: its name for screen readers, and what the pointer shows. */
export function segmentName({ id, number, text }: Segment): string {
  const shown = text === null ? t('segments.textNotAvailable') : visibleText(text)
  return [number === null ? '' : visibleText(number), shown, String(id)].filter(Boolean).join(', ')
}
