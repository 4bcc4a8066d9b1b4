import type { CallContext, Handler } from '../http/call-context'
import { ApiError } from '../http/error-bodies'
import { isJsonObject, readInteger, readJsonObject, readString, type JsonObject } from '../http/read-json'
import { jsonReply } from '../http/reply'
import type { Row } from '../query-language/evaluate'
import { selectRows } from '../query-language/select-rows'

/** 6.1. */
const defaultPageSize = 20
const maximumTake = 500

export interface Page {
  readonly skip: number
  readonly take: number
}

export function readPage(body: JsonObject, defaultTake: number): Page {
  const take = readInteger(body['take']) ?? defaultTake
  // More than the maximum is not documented: it gives the maximum.
  return {
    skip: Math.max(0, readInteger(body['skip']) ?? 0),
    take: Math.min(Math.max(0, take), maximumTake),
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

/** null before everything, numbers by size, the rest as text. */
function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0
  if (a === null || a === undefined) return -1
  if (b === null || b === undefined) return 1
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)]
  return one < other ? -1 : 1
}

function fieldKey(row: Row, id: string): string {
  return Object.keys(row).find((key) => key.toLowerCase() === id.toLowerCase()) ?? id
}

function sorted<T extends Row>(rows: readonly T[], sort: unknown): readonly T[] {
  if (!Array.isArray(sort)) return rows
  const orders = sort.filter(isJsonObject).map((order) => ({
    id: readString(order['id']) ?? '',
    sign: order['asc'] === false ? -1 : 1,
  }))
  return [...rows].sort((a, b) => {
    for (const { id, sign } of orders) {
      const key = fieldKey(a, id)
      const order = compareValues(a[key], b[key]) * sign
      if (order !== 0) return order
    }
    return 0
  })
}

/** `…/list` and `…/list/full`. `fields`, `allfields` and `agg` are tolerated: every row has all its fields. */
export const genericList =
  (rowsOf: (call: CallContext) => readonly Row[]): Handler =>
  async (call) => {
    const body = await readBody(call)
    const matching = selectRows(rowsOf(call), readString(body['query']) ?? '')
    const rows = slicePage(sorted(matching, body['sort']), readPage(body, defaultPageSize))
    return jsonReply({ total: matching.length, count: rows.length, rows })
  }

/** `…/list/items/{id}`, seen for projects and jobs. */
export const genericItem =
  (rowsOf: (call: CallContext) => readonly Row[]): Handler =>
  (call) => {
    const id = call.param('id')
    const row = rowsOf(call).find((one) => String(one['id']) === id)
    if (row === undefined) throw new ApiError(`The item ${id} does not exist.`)
    return jsonReply(row)
  }

/** `…/list/fields`: what exists. */
export const genericFields =
  (rowsOf: (call: CallContext) => readonly Row[]): Handler =>
  (call) =>
    jsonReply(Object.keys(rowsOf(call)[0] ?? {}).map((id) => ({ id, isdata: true })))
