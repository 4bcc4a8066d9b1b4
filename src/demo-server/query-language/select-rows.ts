import { ApiError } from '../http/error-bodies'
import { evaluate, type Row } from './evaluate'
import { parseFilterQuery } from './parse-query'
import { QueryError } from './tokens'

/** The rows that match a query; an empty query matches all rows. */
export function selectRows<T extends Row>(rows: readonly T[], query: string): readonly T[] {
  if (query.trim() === '') return rows
  try {
    const expression = parseFilterQuery(query)
    return rows.filter((row) => evaluate(expression, row) === true)
  } catch (failure) {
    if (failure instanceof QueryError) throw new ApiError('The query is not valid.', 400, failure.message)
    throw failure
  }
}
