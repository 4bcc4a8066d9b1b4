import type { CallContext, Handler } from '../http/call-context'
import { ApiError } from '../http/error-bodies'
import { isJsonObject, readInteger, readJsonObject, readString, type JsonObject } from '../http/read-json'
import { jsonReply } from '../http/reply'
import type { Row } from '../query-language/evaluate'
import { selectRows } from '../query-language/select-rows'

/** Default and maximum of `take`. See docs/platform-api.md#list-calls. */
const defaultPageSize = 20
const maxPageSize = 500

export interface Page {
  readonly skip: number
  readonly take: number
}

export function readPageRequest(body: JsonObject, defaultTake: number): Page {
  const take = readInteger(body['take']) ?? defaultTake
  // A larger value is not documented; it is treated as the maximum.
  return {
    skip: Math.max(0, readInteger(body['skip']) ?? 0),
    take: Math.min(Math.max(0, take), maxPageSize),
  }
}

export function slicePage<T>(rows: readonly T[], page: Page): readonly T[] {
  return rows.slice(page.skip, page.skip + page.take)
}

export async function readBody(call: CallContext): Promise<JsonObject> {
  const body = await readJsonObject(call.incoming)
  call.call.body = body
  return body
}

/** Sorts null first, numbers numerically, and everything else as text. */
function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0
  if (a === null || a === undefined) return -1
  if (b === null || b === undefined) return 1
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1
}

function fieldKey(row: Row, id: string): string {
  return Object.keys(row).find((key) => key.toLowerCase() === id.toLowerCase()) ?? id
}

function sortRows<T extends Row>(rows: readonly T[], sort: unknown): readonly T[] {
  if (!Array.isArray(sort)) return rows
  const criteria = sort.filter(isJsonObject).map((criterion) => ({
    id: readString(criterion['id']) ?? '',
    direction: criterion['asc'] === false ? -1 : 1,
  }))
  return [...rows].sort((a, b) => {
    for (const { id, direction } of criteria) {
      const key = fieldKey(a, id)
      const order = compareValues(a[key], b[key]) * direction
      if (order !== 0) return order
    }
    return 0
  })
}

/** `…/list` and `…/list/full`. `fields`, `allfields` and `agg` are ignored: each row has all fields. */
export const genericList =
  (rowsOf: (call: CallContext) => readonly Row[]): Handler =>
  async (call) => {
    const body = await readBody(call)
    const matching = selectRows(rowsOf(call), readString(body['query']) ?? '')
    const rows = slicePage(sortRows(matching, body['sort']), readPageRequest(body, defaultPageSize))
    return jsonReply({ total: matching.length, count: rows.length, rows })
  }

/** `…/list/items/{id}`, which was seen for projects and jobs. */
export const genericItem =
  (rowsOf: (call: CallContext) => readonly Row[]): Handler =>
  (call) => {
    const id = call.param('id')
    const row = rowsOf(call).find((candidate) => String(candidate['id']) === id)
    if (row === undefined) throw new ApiError(`The item ${id} does not exist.`)
    return jsonReply(row)
  }

/** `…/list/fields`: the fields of a row. */
export const genericFields =
  (rowsOf: (call: CallContext) => readonly Row[]): Handler =>
  (call) =>
    jsonReply(Object.keys(rowsOf(call)[0] ?? {}).map((id) => ({ id, isdata: true })))
