import type { JsonCall, ReadJson } from './read-json'
import { readPage, type WirePage } from './wire-rows'
import { failureWithDetail, WordbeeError } from './wordbee-error'

/** Reads one page of a list, whose rows are what `readRow` returned. Failure: `answer-unexpected` if it is not a page. */
export async function readListPage(
  readJson: ReadJson,
  request: Pick<JsonCall, 'url' | 'signal' | 'readRow'> & { readonly body: unknown },
): Promise<WirePage> {
  const page = readPage(await postJson(readJson, request))
  if (page === null)
    throw new WordbeeError(failureWithDetail('answer-unexpected', ''), { status: 200, nothingWasDone: false })
  return page
}

/** Sends a POST that only reads: the platform's lists and searches. */
export function postJson(
  readJson: ReadJson,
  request: Pick<JsonCall, 'url' | 'signal' | 'use' | 'readRow'> & { readonly body: unknown },
): Promise<unknown> {
  const { body, ...call } = request
  return readJson({
    ...call,
    method: 'POST',
    contentType: 'application/json',
    body: { kind: 'text', text: JSON.stringify(body) },
  })
}
