import { languageName } from '../lists/languages'
import type { Library } from '../store/library'
import type { Segment } from '../store/model'
import type { Switches } from '../switches'

/** The columns of the response, for the variant with parallel cells. See docs/platform-api.md#segment-search. */
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
  /** The text, or '' if the segment is not translated yet. */
  readonly v: string
  /** The status: 0 none, 1 ok. */
  readonly st: number
}

function cell(segment: Segment, locale: string): Cell {
  const v = segment.texts[locale] ?? ''
  return { v, st: v === '' ? 0 : 1 }
}

function toWireTexts(segment: Segment, locales: readonly string[], switches: Switches) {
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
  /** The locales whose texts were requested. */
  readonly locales: readonly string[]
}

/** The segment object of the API. */
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
    ...toWireTexts(segment, view.locales, view.switches),
  }
}

/** The documents of the rows, keyed by id. */
export function toWireDocuments(segments: readonly Segment[], library: Library) {
  const ids = [...new Set(segments.map((segment) => segment.did))]
  return Object.fromEntries(ids.map((did) => [String(did), { did, name: library.document(did)?.name ?? '' }]))
}
