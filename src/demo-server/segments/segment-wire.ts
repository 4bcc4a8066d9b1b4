import { languageName } from '../lists/languages'
import type { Library } from '../store/library'
import type { Segment } from '../store/model'
import type { Switches } from '../switches'

/** The columns of the answer (docs/platform-api.md#segment-search), for the shape where texts stand parallel to them. */
export function toWireColumns(locales: readonly string[]) {
  return locales.map((loc, index) => ({
    index,
    fkey: `1~${loc}~0`,
    fkeyLayout: `1~${loc}~0`,
    ftype: 1,
    fqualifier: '0',
    name: languageName(loc),
    loc,
    loc_rtl: loc === 'ar',
    canEdit: true,
  }))
}

interface Cell {
  /** The text; '' where the segment is not translated yet. */
  readonly v: string
  /** 1: green. */
  readonly st: number
}

function cell(segment: Segment, locale: string): Cell {
  const v = segment.texts[locale] ?? ''
  return { v, st: v === '' ? 0 : 1 }
}

function textsOnWire(segment: Segment, locales: readonly string[], switches: Switches) {
  switch (switches.segmentTexts) {
    case 'by-locale':
      return { texts: Object.fromEntries(locales.map((locale) => [locale, cell(segment, locale)])) }
    case 'columns':
      return { cells: locales.map((locale) => cell(segment, locale)) }
    case 'absent':
      return {}
  }
}

export interface SegmentView {
  readonly library: Library
  readonly switches: Switches
  /** The languages whose texts were asked for. */
  readonly locales: readonly string[]
}

/** The segment object (docs/platform-api.md#segment-search). */
export function toWireSegment(segment: Segment, view: SegmentView) {
  return {
    sid: segment.sid,
    did: segment.did,
    dsid: view.library.document(segment.did)?.dsid ?? 0,
    no: segment.bssid === 0 ? String(segment.bsid) : `${segment.bsid}-${segment.bssid}`,
    bsid: segment.bsid,
    bssid: segment.bssid,
    sdid: 0,
    edit: true,
    ctx: segment.ctx,
    tags: null,
    ...textsOnWire(segment, view.locales, view.switches),
  }
}

/** The dictionary of documents that the rows speak of, by id as text. */
export function toWireDocuments(segments: readonly Segment[], library: Library) {
  const ids = [...new Set(segments.map((segment) => segment.did))]
  return Object.fromEntries(ids.map((did) => [String(did), { did, name: library.document(did)?.name ?? '' }]))
}
