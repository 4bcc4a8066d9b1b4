import type { MessageKey } from '../../../shared/messages/catalogue'
import { toAsciiNumber } from '../../../shared/order/ascii-digits'
import { formatDay, formatSize } from '../../lib/format'
import { t } from '../../lib/intl'
import { parseSegmentIds } from '../../lib/segment-ids'
import type { FilterName, Filters } from './filters'
import { optionText } from './filter-options'

export const filterLabels = {
  kinds: 'field.kind',
  languages: 'field.language',
  folders: 'field.folder',
  segments: 'field.segment',
  size: 'field.size',
  modified: 'field.modified',
  protection: 'filter.protection',
} as const satisfies Readonly<Record<FilterName, MessageKey>>

/** Bytes per unit, by its first letter. In French, a byte is an octet ("o"). */
const bytesPerUnit: Readonly<Record<string, number>> = { b: 1, o: 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 }
const sizePattern = /^(\d+(?:[.,]\d+)?)\s*([kmgt]?[bo])?$/i

/** Parses a typed size into bytes; null if it is invalid. A number without a unit is in bytes. */
export function parseSizeFilter(text: string): number | null {
  const [, number, unit = 'b'] = sizePattern.exec(toAsciiNumber(text).trim()) ?? []
  if (number === undefined) return null
  return Math.round(Number(number.replace(',', '.')) * (bytesPerUnit[unit.charAt(0).toLowerCase()] ?? 1))
}

export type ParsedSegmentFilter =
  { readonly ok: true; readonly ids: readonly number[] } | { readonly ok: false; readonly token: string }

/** The typed segment ids, or the first part that is none. */
export function parseSegmentFilter(text: string): ParsedSegmentFilter {
  const parsed = parseSegmentIds(text)
  if (!('kind' in parsed)) return { ok: true, ids: parsed }
  const token = parsed.kind === 'invalid' ? (parsed.tokens[0]?.token ?? '') : parsed.token
  return { ok: false, token }
}

function listText(texts: readonly string[]): string {
  const [first = '', second] = texts
  if (second === undefined) return first
  if (texts.length === 2) return t('filter.values', { first, second })
  return t('filter.valuesMore', { first, count: texts.length - 1 })
}

function rangeText<Value>(
  range: { readonly from: Value | null; readonly to: Value | null } | null,
  show: (value: Value) => string,
  kind: 'size' | 'day',
): string {
  if (range === null) return ''
  const { from, to } = range
  if (from !== null && to !== null) return t(`filter.${kind}.between`, { from: show(from), to: show(to) })
  if (from !== null) return t(`filter.${kind}.from`, { [kind]: show(from) })
  return to === null ? '' : t(`filter.${kind}.to`, { [kind]: show(to) })
}

/** Short text of the value of an active filter. */
export function filterText(filters: Filters, name: FilterName): string {
  switch (name) {
    case 'kinds':
    case 'languages':
    case 'folders':
    case 'protection':
      return listText(filters[name].map((value) => optionText(name, value)))
    case 'segments':
      return listText(filters.segments.map(String))
    case 'size':
      return rangeText(filters.size, formatSize, 'size')
    case 'modified':
      return rangeText(filters.modified, formatDay, 'day')
  }
}
