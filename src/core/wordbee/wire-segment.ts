import { z } from 'zod'
import type { Segment } from '../../shared/place'
import { wireId, wireNumber } from './wire-rows'

/**
 * The total of a segment search. Rows are under `result`; the position of the total is not documented.
 * Source: docs/platform-api.md#segment-search.
 */
const wireTotal = z.object({ total: wireNumber.nullish().catch(null) })

const wireSegment = z.object({
  sid: wireId,
  did: wireId.nullish().catch(null),
  no: z.union([z.string(), z.number()]).nullish().catch(null),
})

export interface SearchPage {
  readonly segments: readonly { readonly segment: Segment; readonly documentId: number | null }[]
  /** Number of rows that could not be parsed as segments. */
  readonly unread: number
  readonly total: number | null
}

/** A row of a search, or null if it is not a segment. */
export function readSegmentRow(row: unknown, language: string): SearchPage['segments'][number] | null {
  const read = wireSegment.safeParse(row)
  if (!read.success) return null
  const { sid, did, no } = read.data
  const number = no === null || no === undefined ? null : String(no)
  return { segment: { id: sid, number, text: findText(row, language) }, documentId: did ?? null }
}

/**
 * A page of a segment search whose rows were read by `readSegmentRow`; null if it is not a page, or if it has rows but none
 * is a segment.
 */
export function readSearchPage(response: unknown): SearchPage | null {
  const rows = rowsOf(response)
  if (rows === null) return null
  const segments = rows.filter(isSegmentRow)
  if (rows.length > 0 && segments.length === 0) return null
  return { segments, unread: rows.length - segments.length, total: totalOf(response) }
}

function isSegmentRow(row: unknown): row is SearchPage['segments'][number] {
  return isRecord(row) && 'segment' in row && 'documentId' in row
}

/** The rows, given as a list or as a map by id, under `result` or at the root. */
function rowsOf(response: unknown): readonly unknown[] | null {
  const result = isRecord(response) ? (response['result'] ?? response) : response
  if (isList(result)) return result
  if (!isRecord(result)) return null
  const rows = result['rows'] ?? result['items']
  if (isList(rows)) return rows
  if (isRecord(rows)) return Object.values(rows)
  return rows === null ? [] : null
}

function totalOf(response: unknown): number | null {
  const inner = wireTotal.safeParse(isRecord(response) ? response['result'] : null)
  const outer = wireTotal.safeParse(response)
  return (inner.success ? inner.data.total : null) ?? (outer.success ? outer.data.total : null) ?? null
}

/**
 * The text of a language in a row, or null. The property's name and shape are not documented, so it accepts a map by language
 * code, or one cell or column per language.
 */
export function findText(row: unknown, language: string): string | null {
  if (typeof row !== 'object' || row === null) return null
  for (const value of Object.values(row)) {
    const found = Array.isArray(value) ? textOfCells(value, language) : textOfMap(value, language)
    if (found !== null) return found
  }
  return null
}

function textOfMap(value: unknown, language: string): string | null {
  if (typeof value !== 'object' || value === null) return null
  return textOf((value as Record<string, unknown>)[language])
}

function textOfCells(cells: readonly unknown[], language: string): string | null {
  const named = cells.find(
    (cell) => isRecord(cell) && [cell['loc'], cell['locale'], cell['l']].includes(language),
  )
  if (named !== undefined) return textOf(named)
  const [first] = cells
  // Columns follow the order of the requested languages; the source comes first.
  return cells.length > 0 && (typeof first === 'string' || isRecord(first)) ? textOf(first) : null
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (!isRecord(value)) return null
  const text = [value['v'], value['t'], value['text'], value['value']].find(
    (candidate) => typeof candidate === 'string',
  )
  return typeof text === 'string' ? text : null
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
