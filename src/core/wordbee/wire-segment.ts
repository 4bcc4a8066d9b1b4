import { z } from 'zod'
import type { Segment } from '../../shared/place'

/** Segment search answers with rows under `result`; a total must exist, its place is not documented. Source: 6.6 of the API notes. */
const wireSearch = z.object({
  result: z.object({
    rows: z.array(z.unknown()).optional(),
    items: z.array(z.unknown()).optional(),
    total: z.number().nullish().catch(null),
  }),
  total: z.number().nullish().catch(null),
})

const wireSegment = z.object({
  sid: z.number().int().positive(),
  did: z.number().int().positive().nullish().catch(null),
  no: z.union([z.string(), z.number()]).nullish().catch(null),
})

export interface SearchPage {
  readonly segments: readonly { readonly segment: Segment; readonly documentId: number | null }[]
  readonly total: number | null
}

export function readSearchPage(answer: unknown, language: string): SearchPage | null {
  const search = wireSearch.safeParse(answer)
  const rows = search.success ? (search.data.result.rows ?? search.data.result.items) : undefined
  if (!search.success || rows === undefined) return null
  const segments: SearchPage['segments'][number][] = []
  for (const row of rows) {
    const segment = wireSegment.safeParse(row)
    if (!segment.success) return null
    const { sid, did, no } = segment.data
    const number = no === null || no === undefined ? null : String(no)
    segments.push({ segment: { id: sid, number, text: findText(row, language) }, documentId: did ?? null })
  }
  return { segments, total: search.data.result.total ?? search.data.total ?? null }
}

/**
 * The text of a language somewhere in a row, or null. The property's name and shape are not documented: a map by
 * language code, or one cell or column per language, are both read; nothing is guessed beyond that.
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
  // Columns stand in the order in which languages were asked for: the first is the source.
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

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
