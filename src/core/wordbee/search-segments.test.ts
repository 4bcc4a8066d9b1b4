import { describe, expect, it } from 'vitest'
import { memoryBudget } from '../../testing/memory-budget'
import { FakeClock, FakeRandom } from '../../testing/memory-ports'
import { ScriptedHttp } from '../../testing/scripted-http'
import { createClient, type WordbeeClient } from './client'
import { findText } from './wire-segment'

interface Paging {
  readonly skip?: number
  readonly take?: number
}

/** A search with this many segments and page size; `pagingIn` is where it reads the paging parameters. */
function platform(options: {
  segments: number
  page: number
  pagingIn: 'root' | 'query' | 'nowhere'
  total?: number
}): {
  client: WordbeeClient
  http: ScriptedHttp
} {
  const { segments, page, pagingIn, total } = options
  const http = new ScriptedHttp(({ url, body }) => {
    if (url.endsWith('/auth/token')) return { body: '"TOKEN"' }
    const sent = JSON.parse(body?.kind === 'text' ? body.text : '{}') as Paging & { query?: Paging }
    const skip = (pagingIn === 'root' ? sent.skip : pagingIn === 'query' ? sent.query?.skip : 0) ?? 0
    const rows = Array.from({ length: Math.max(0, Math.min(page, segments - skip)) }, (_, index) => ({
      sid: 1_000 + skip + index,
      no: String(skip + index + 1),
      texts: { en: { v: `Text ${String(skip + index + 1)}` } },
    }))
    return { body: JSON.stringify({ result: { rows, ...(total === undefined ? {} : { total }) } }) }
  })
  const clock = new FakeClock()
  const client = createClient({
    http,
    clock,
    random: new FakeRandom(),
    serverUrl: 'https://platform.example',
    budget: memoryBudget(clock),
    credentials: { accountId: 'acme', apiKey: 'k' },
  })
  return { client, http }
}

const document = {
  scope: { type: 'Project', projectid: 7214 },
  documentId: 19641,
  language: 'en',
} as const

describe('searching the segments of a document', () => {
  it('takes one call if it returns as many rows as the document has', async () => {
    const { client, http } = platform({ segments: 120, page: 500, pagingIn: 'nowhere' })
    const found = await client.searchSegments({ ...document, expected: 120 })
    expect(found.segments).toHaveLength(120)
    expect(found.segments[4]).toEqual({ id: 1_004, number: '5', text: 'Text 5' })
    expect(http.countRequests('/segments/search')).toBe(1)
  })

  it.each(['root', 'query'] as const)(
    'reads all pages of 100 if the server reads paging from the %s',
    async (pagingIn) => {
      const { client } = platform({ segments: 318, page: 100, pagingIn })
      const found = await client.searchSegments({ ...document, expected: 318 })
      expect(found.segments).toHaveLength(318)
      expect(found.expected).toBe(318)
    },
  )

  it.each(['root', 'query'] as const)(
    'reads all pages of 20 with paging in the %s if the total is unknown',
    async (pagingIn) => {
      const { client } = platform({ segments: 95, page: 20, pagingIn })
      expect((await client.searchSegments({ ...document, expected: null })).segments).toHaveLength(95)
    },
  )

  it('reports the expected number if only the first page is returned', async () => {
    const { client, http } = platform({ segments: 318, page: 200, pagingIn: 'nowhere' })
    const found = await client.searchSegments({ ...document, expected: 318 })
    expect([found.segments.length, found.expected]).toEqual([200, 318])
    expect(http.countRequests('/segments/search')).toBe(3)
  })

  it('uses the total of the search if the document has none', async () => {
    const { client } = platform({ segments: 318, page: 200, pagingIn: 'nowhere', total: 318 })
    expect((await client.searchSegments({ ...document, expected: null })).expected).toBe(318)
  })

  it('ends after one call for a document without segments', async () => {
    const { client, http } = platform({ segments: 0, page: 500, pagingIn: 'root' })
    expect((await client.searchSegments({ ...document, expected: null })).segments).toEqual([])
    expect(http.countRequests('/segments/search')).toBe(1)
  })
})

/** A search that returns these responses and then repeats the last one. */
function scripted(...responses: readonly string[]): { client: WordbeeClient; http: ScriptedHttp } {
  let calls = 0
  const http = new ScriptedHttp(({ url }) => {
    if (url.endsWith('/auth/token')) return { body: '"TOKEN"' }
    calls += 1
    return { body: responses[Math.min(calls, responses.length) - 1] ?? '' }
  })
  const clock = new FakeClock()
  const client = createClient({
    http,
    clock,
    random: new FakeRandom(),
    serverUrl: 'https://platform.example',
    budget: memoryBudget(clock),
    credentials: { accountId: 'acme', apiKey: 'k' },
  })
  return { client, http }
}

const rowsFrom = (first: number, count: number): readonly { sid: number }[] =>
  Array.from({ length: count }, (_, index) => ({ sid: first + index }))
const pageOf = (rows: unknown, total?: unknown): string => JSON.stringify({ result: { rows, total } })

/** The number of segments found, the expected number, and whether there may be more. */
async function search(
  { client }: { readonly client: WordbeeClient },
  expected: number | null = null,
): Promise<readonly [number, number | null, boolean]> {
  const found = await client.searchSegments({ ...document, expected })
  return [found.segments.length, found.expected, found.mayHaveMore]
}

describe('a search without a total', () => {
  it('may have more if its first page repeats', async () => {
    expect(await search(scripted(pageOf(rowsFrom(1, 20))))).toEqual([20, null, true])
    expect(await search(scripted(pageOf(rowsFrom(1, 17))))).toEqual([17, null, true])
  })

  it.each([20, 100, 500])('may have more after a single page of %i rows', async (rows) => {
    expect(await search(scripted(pageOf(rowsFrom(1, rows)), pageOf([])))).toEqual([rows, null, true])
  })

  it('is complete if an empty page follows one of an uncommon size, or several pages', async () => {
    expect(await search(scripted(pageOf(rowsFrom(1, 17)), pageOf([])))).toEqual([17, null, false])
    const pages = [pageOf(rowsFrom(1, 20)), pageOf(rowsFrom(21, 20)), pageOf([])]
    expect(await search(scripted(...pages))).toEqual([40, null, false])
  })

  it('may have more if a page after the first cannot be read', async () => {
    const found = await search(scripted(pageOf(rowsFrom(1, 20)), '<html>Oops</html>'))
    expect(found).toEqual([20, null, true])
  })

  it('stops at the page limit and reports that there may be more if pages never end', async () => {
    let first = 1
    const http = new ScriptedHttp(({ url }) => {
      if (url.endsWith('/auth/token')) return { body: '"TOKEN"' }
      first += 1
      return { body: pageOf(rowsFrom(first, 1)) }
    })
    const clock = new FakeClock()
    const client = createClient({
      http,
      clock,
      random: new FakeRandom(),
      serverUrl: 'https://platform.example',
      budget: memoryBudget(clock),
      credentials: { accountId: 'acme', apiKey: 'k' },
    })
    expect(await search({ client })).toEqual([400, null, true])
  })
})

describe('a search with a wrong total', () => {
  it('continues if the total counts only its page', async () => {
    const pages = [0, 20, 40].map((skip) => pageOf(rowsFrom(skip + 1, skip === 40 ? 7 : 20), 20))
    expect(await search(scripted(...pages, pageOf([], 0)))).toEqual([47, 20, false])
  })

  it('may have more if its total counts the one page that it repeats', async () => {
    expect(await search(scripted(pageOf(rowsFrom(1, 20), 20)))).toEqual([20, 20, true])
  })

  it('is complete if the document has the same number', async () => {
    const { client, http } = scripted(pageOf(rowsFrom(1, 20)))
    expect(await search({ client }, 20)).toEqual([20, 20, false])
    expect(http.countRequests('/segments/search')).toBe(1)
  })

  it('reports a total that is too large as expected', async () => {
    expect(await search(scripted(pageOf(rowsFrom(1, 17), 1_000), pageOf([], 1_000)))).toEqual([
      17,
      1_000,
      false,
    ])
  })

  it('continues past a document total that is too small', async () => {
    const pages = [pageOf(rowsFrom(1, 20)), pageOf(rowsFrom(21, 20)), pageOf([])]
    expect(await search(scripted(...pages), 5)).toEqual([40, 5, false])
  })
})

describe('a response of another shape', () => {
  it.each([
    ['numbers as strings', { result: { rows: [{ sid: '7', did: '2', no: 1 }], total: '1' } }],
    ['items', { result: { items: [{ sid: 7, did: 2, no: '1' }], total: 1 } }],
    ['rows by id', { result: { rows: { 7: { sid: 7, did: 2, no: '1' } } }, total: 1 }],
    ['a result that is the list', { result: [{ sid: 7, did: 2, no: '1' }], total: 1 }],
    ['rows without a result', { rows: [{ sid: 7, did: 2, no: '1' }], total: 1 }],
  ])('is parsed: %s', async (_, body) => {
    const { client } = scripted(JSON.stringify(body))
    const found = await client.searchSegments({ ...document, expected: null })
    expect(found).toMatchObject({ segments: [{ id: 7, number: '1' }], expected: 1, mayHaveMore: false })
    expect([...found.perDocument]).toEqual([[2, 1]])
  })

  it('counts unparsable rows as missing, and a duplicate segment once', async () => {
    const rows = [null, 5, { sid: 'x' }, { sid: 9 }, { sid: 8 }, { sid: 9 }]
    expect(await search(scripted(pageOf(rows), pageOf([])))).toEqual([2, 5, false])
  })

  it('is rejected if no row can be parsed', async () => {
    const searching = scripted(pageOf([null, null])).client.searchSegments({ ...document, expected: 2 })
    await expect(searching).rejects.toMatchObject({ failure: { kind: 'answer-unexpected' } })
  })

  it('may begin with a byte order mark', async () => {
    expect(await search(scripted(`\ufeff\ufeff${pageOf(rowsFrom(1, 3), 3)}`))).toEqual([3, 3, false])
  })
})

describe('the text of a segment', () => {
  it.each([
    ['a map of objects', { sid: 1, texts: { en: { v: 'Hello' }, de: { v: 'Hallo' } } }],
    ['a map of texts', { sid: 1, segs: { en: 'Hello' } }],
    [
      'cells with a language',
      {
        sid: 1,
        cells: [
          { loc: 'de', v: 'Hallo' },
          { loc: 'en', v: 'Hello' },
        ],
      },
    ],
    ['columns in the requested order', { sid: 1, columns: [{ t: 'Hello' }] }],
    ['texts in the requested order', { sid: 1, columns: ['Hello'] }],
  ])('is found in %s', (_, row) => {
    expect(findText(row, 'en')).toBe('Hello')
  })

  it.each([[{ sid: 1, no: '1' }], [null], ['x'], [{ sid: 1, texts: null, columns: [], other: [5] }]])(
    'is absent from %j, and nothing else is taken for it',
    (row) => {
      expect(findText(row, 'en')).toBeNull()
    },
  )
})
