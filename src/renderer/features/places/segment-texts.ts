import type { OpeningProgress } from '../../../shared/ipc/contract'
import type { PlaceCost, Segment, SegmentList } from '../../../shared/place'
import { formatDuration } from '../../lib/format'
import { t } from '../../lib/intl'
import { visibleText } from '../../lib/visible-text'
import type { TreeRow } from './tree-row'

/** Progress of a search, with its cost if it is significant. */
export function searchText(opening: OpeningProgress | null): string {
  if (opening === null) return t('segments.starting')
  const { found, expected, cost } = opening
  const progress =
    expected === null ? t('segments.found', { found }) : t('segments.foundOf', { found, expected })
  return cost === null ? progress : `${progress} · ${t('segments.calls', { calls: cost.calls })}`
}

export function costText({ calls, waitMs }: PlaceCost): string {
  const cost = t('segments.cost', { calls })
  return waitMs === 0 ? cost : `${cost} ${t('opening.wait', { time: formatDuration(waitMs / 1_000) })}`
}

/** Says that the listed documents of a project are, or may be, incomplete. */
export function partialText({ count, total }: Extract<TreeRow, { kind: 'partial' }>): string {
  return total === null ? t('projects.atLeast', { count }) : t('projects.partial', { count, total })
}

export function cancelText(): string {
  return t('action.cancel')
}

/** The number of segments, and whether the list may be incomplete. */
export function extentText({ segments, segmentsExpected, mayHaveMore }: SegmentList): string {
  const listed = segments.length
  if (segmentsExpected !== null) return t('listing.part', { listed, expected: segmentsExpected })
  if (mayHaveMore) return t('segments.atLeast', { listed })
  return t('segments.all', { count: listed })
}

/** The same in full sentences, for tooltips and screen readers. */
export function extentTitle(list: SegmentList): string {
  const { segments, segmentsExpected, mayHaveMore } = list
  const isUnsure = segmentsExpected === null && mayHaveMore
  const extent = isUnsure ? t('listing.atLeast', { listed: segments.length }) : extentText(list)
  return `${extent}. ${t('segments.again')}`
}

/** Number, text and id of a segment, for its accessible name and tooltip. */
export function segmentName({ id, number, text }: Segment): string {
  const shown = text === null ? t('segments.textNotAvailable') : visibleText(text, true)
  return [number === null ? '' : visibleText(number), shown, String(id)].filter(Boolean).join(', ')
}
