import type { Handler, Platform } from '../http/call-context'
import { isJsonObject, readInteger, readString, type JsonObject } from '../http/read-json'
import { jsonReply } from '../http/reply'
import { readBody } from '../lists/generic-list'
import type { Segment } from '../store/model'
import type { Switches } from '../switches'
import { readScope, segmentsOfScope } from './json-scope'
import { toWireColumns, toWireDocuments, toWireSegment } from './segment-wire'
import { stringFilter, type TextTest } from './string-filter'

interface LanguageFilter {
  readonly locs: readonly string[]
  readonly text: TextTest | undefined
}

function readLanguages(query: JsonObject): LanguageFilter[] {
  const languages = query['languages']
  if (!Array.isArray(languages)) return []
  return languages.filter(isJsonObject).map((language) => ({
    locs: Array.isArray(language['locs']) ? language['locs'].filter((loc) => typeof loc === 'string') : [],
    text: stringFilter(language['text']),
  }))
}

/** The ids in `[{"did": 9800}]`, or undefined if the query is not limited to documents. */
function readDocuments(query: JsonObject): ReadonlySet<number> | undefined {
  const documents = query['documents']
  if (!Array.isArray(documents)) return undefined
  return new Set(documents.filter(isJsonObject).map((document) => readInteger(document['did']) ?? -1))
}

/** A segment matches a language filter if its text in one of the languages does. */
function filterOf(query: JsonObject): (segment: Segment) => boolean {
  const documents = readDocuments(query)
  const context = stringFilter(query['ctx'])
  const languages = readLanguages(query)
  return (segment) =>
    (documents === undefined || documents.has(segment.did)) &&
    (context === undefined || context(segment.ctx)) &&
    languages.every(
      ({ text, locs }) => text === undefined || locs.some((loc) => text(segment.texts[loc] ?? '')),
    )
}

function pageOf(rows: readonly Segment[], body: JsonObject, switches: Switches): readonly Segment[] {
  const { segmentSearch, searchPageSize } = switches
  if (segmentSearch === 'first-page-only') return rows.slice(0, searchPageSize)
  const query = isJsonObject(body['query']) ? body['query'] : {}
  const paging = switches.searchPaging === 'root' ? body : query
  const skip = readInteger(paging['skip']) ?? 0
  const maxTake = segmentSearch === 'pages' ? searchPageSize : rows.length
  const take = Math.min(readInteger(paging['take']) ?? maxTake, maxTake)
  return rows.slice(skip, skip + take)
}

/** The locales of the layout's text columns (`1~en~0`), or else those of the query. */
function requestedLocales(body: JsonObject, query: JsonObject): readonly string[] {
  const columns = isJsonObject(body['layout']) ? body['layout']['columns'] : undefined
  const fromLayout = Array.isArray(columns)
    ? columns.filter(isJsonObject).flatMap((column) => {
        const [, locale] = /^1~([^~]+)~/.exec(readString(column['fkey']) ?? '') ?? []
        return locale === undefined ? [] : [locale]
      })
    : []
  const fromQuery = readLanguages(query).flatMap((language) => language.locs)
  return [...new Set(fromLayout.length > 0 ? fromLayout : fromQuery)]
}

/** The `result` of a search or of a single item. */
export function toWireResult(rows: readonly Segment[], locales: readonly string[], platform: Platform) {
  const { library, switches } = platform
  return {
    rows: rows.map((segment) => toWireSegment(segment, { library, switches, locales })),
    ...(switches.segmentTexts === 'columns' ? { columns: toWireColumns(locales) } : {}),
    docs: toWireDocuments(rows, library),
    users: {},
  }
}

/** `resources/segments/search`. See docs/platform-api.md#segment-search. */
export const searchSegments: Handler = async (call) => {
  const { platform } = call
  const body = await readBody(call)
  const scope = readScope(body['scope'], platform.library)
  const query = isJsonObject(body['query']) ? body['query'] : {}
  const matching = segmentsOfScope(scope, platform.library).filter(filterOf(query))
  const rows = pageOf(matching, body, platform.switches)
  const total = platform.switches.searchTotal === 'result.total' ? { total: matching.length } : {}
  const result = { ...toWireResult(rows, requestedLocales(body, query), platform), ...total }
  return jsonReply({ result, layout: null, rights: null })
}
