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

/** A search over so many segments that pages as told; `seen` is where paging parameters are read from. */
function platform(options: {
  segments: number
  page: number
  seen: 'root' | 'query' | 'nowhere'
  total?: number
}): {
  client: WordbeeClient
  http: ScriptedHttp
} {
  const { segments, page, seen, total } = options
  const http = new ScriptedHttp(({ url, body }) => {
    if (url.endsWith('/auth/token')) return { body: '"TOKEN"' }
    const sent = JSON.parse(body?.kind === 'text' ? body.text : '{}') as Paging & { query?: Paging }
    const skip = (seen === 'root' ? sent.skip : seen === 'query' ? sent.query?.skip : 0) ?? 0
    const rows = Array.from({ length: Math.max(0, Math.min(page, segments - skip)) }, (_, at) => ({
      sid: 1_000 + skip + at,
      no: String(skip + at + 1),
      texts: { en: { v: `Text ${String(skip + at + 1)}` } },
    }))
    return { body: JSON.stringify({ result: { rows, ...(total === undefined ? {} : { total }) } }) }
  })
  const clock = new FakeClock()
  const client = createClient({
    ...{ http, clock, random: new FakeRandom(), serverUrl: 'https://platform.example' },
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
  it('takes one call where all rows come and the document tells how many', async () => {
    const { client, http } = platform({ segments: 120, page: 500, seen: 'nowhere' })
    const found = await client.searchSegments({ ...document, expected: 120 })
    expect(found.segments).toHaveLength(120)
    expect(found.segments[4]).toEqual({ id: 1_004, number: '5', text: 'Text 5' })
    expect(http.countRequests('/segments/search')).toBe(1)
  })

  it.each(['root', 'query'] as const)(
    'reads all pages of 100 where paging is read from the %s',
    async (seen) => {
      const { client } = platform({ segments: 318, page: 100, seen })
      const found = await client.searchSegments({ ...document, expected: 318 })
      expect(found.segments).toHaveLength(318)
      expect(found.expected).toBe(318)
    },
  )

  it.each(['root', 'query'] as const)(
    'reads all pages of 20 from the %s where nobody tells how many there are',
    async (seen) => {
      const { client } = platform({ segments: 95, page: 20, seen })
      expect((await client.searchSegments({ ...document, expected: null })).segments).toHaveLength(95)
    },
  )

  it('says what is missing where only the first page can be had', async () => {
    const { client, http } = platform({ segments: 318, page: 200, seen: 'nowhere' })
    const found = await client.searchSegments({ ...document, expected: 318 })
    expect([found.segments.length, found.expected]).toEqual([200, 318])
    expect(http.countRequests('/segments/search')).toBe(3)
  })

  it('takes the total of the search where the document tells none', async () => {
    const { client } = platform({ segments: 318, page: 200, seen: 'nowhere', total: 318 })
    expect((await client.searchSegments({ ...document, expected: null })).expected).toBe(318)
  })

  it('ends at once for a document without segments', async () => {
    const { client, http } = platform({ segments: 0, page: 500, seen: 'root' })
    expect((await client.searchSegments({ ...document, expected: null })).segments).toEqual([])
    expect(http.countRequests('/segments/search')).toBe(1)
  })
})

/** A search that answers page by page as told, the last one for ever. */
function scripted(...answers: readonly string[]): { client: WordbeeClient; http: ScriptedHttp } {
  let asked = 0
  const http = new ScriptedHttp(({ url }) => {
    if (url.endsWith('/auth/token')) return { body: '"TOKEN"' }
    asked += 1
    return { body: answers[Math.min(asked, answers.length) - 1] ?? '' }
  })
  const clock = new FakeClock()
  const client = createClient({
    ...{ http, clock, random: new FakeRandom(), serverUrl: 'https://platform.example' },
    budget: memoryBudget(clock),
    credentials: { accountId: 'acme', apiKey: 'k' },
  })
  return { client, http }
}

const rowsFrom = (first: number, count: number): readonly { sid: number }[] =>
  Array.from({ length: count }, (_, at) => ({ sid: first + at }))
const answer = (rows: unknown, total?: unknown): string => JSON.stringify({ result: { rows, total } })

/** Segments found, the number told, whether there may be more. */
async function extent(
  { client }: { readonly client: WordbeeClient },
  expected: number | null = null,
): Promise<readonly [number, number | null, boolean]> {
  const found = await client.searchSegments({ ...document, expected })
  return [found.segments.length, found.expected, found.mayHaveMore]
}

describe('a search of which nothing tells the number', () => {
  it('may have more where its first page repeats', async () => {
    expect(await extent(scripted(answer(rowsFrom(1, 20))))).toEqual([20, null, true])
    expect(await extent(scripted(answer(rowsFrom(1, 17))))).toEqual([17, null, true])
  })

  it.each([20, 100, 500])('may have more where one page of %i rows is all that came', async (rows) => {
    expect(await extent(scripted(answer(rowsFrom(1, rows)), answer([])))).toEqual([rows, null, true])
  })

  it('is whole where an empty page ends an odd one, or several', async () => {
    expect(await extent(scripted(answer(rowsFrom(1, 17)), answer([])))).toEqual([17, null, false])
    const pages = [answer(rowsFrom(1, 20)), answer(rowsFrom(21, 20)), answer([])]
    expect(await extent(scripted(...pages))).toEqual([40, null, false])
  })

  it('may have more where a further page cannot be read', async () => {
    const found = await extent(scripted(answer(rowsFrom(1, 20)), '<html>Oops</html>'))
    expect(found).toEqual([20, null, true])
  })

  it('ends after so many pages, and says that there may be more, where each page is new for ever', async () => {
    let first = 1
    const http = new ScriptedHttp(({ url }) => {
      if (url.endsWith('/auth/token')) return { body: '"TOKEN"' }
      first += 1
      return { body: answer(rowsFrom(first, 1)) }
    })
    const clock = new FakeClock()
    const client = createClient({
      ...{ http, clock, random: new FakeRandom(), serverUrl: 'https://platform.example' },
      budget: memoryBudget(clock),
      credentials: { accountId: 'acme', apiKey: 'k' },
    })
    expect(await extent({ client })).toEqual([400, null, true])
  })
})

describe('a search that tells a wrong number', () => {
  it('goes on where the total is that of its page', async () => {
    const pages = [0, 20, 40].map((skip) => answer(rowsFrom(skip + 1, skip === 40 ? 7 : 20), 20))
    expect(await extent(scripted(...pages, answer([], 0)))).toEqual([47, 20, false])
  })

  it('may have more where its total is that of the one page that it repeats', async () => {
    expect(await extent(scripted(answer(rowsFrom(1, 20), 20)))).toEqual([20, 20, true])
  })

  it('believes the document where it tells the same number', async () => {
    const { client, http } = scripted(answer(rowsFrom(1, 20)))
    expect(await extent({ client }, 20)).toEqual([20, 20, false])
    expect(http.countRequests('/segments/search')).toBe(1)
  })

  it('says how many are missing of a total that is too large', async () => {
    expect(await extent(scripted(answer(rowsFrom(1, 17), 1_000), answer([], 1_000)))).toEqual([
      17,
      1_000,
      false,
    ])
  })

  it('goes on past a number of the document that is too small', async () => {
    const pages = [answer(rowsFrom(1, 20)), answer(rowsFrom(21, 20)), answer([])]
    expect(await extent(scripted(...pages), 5)).toEqual([40, 5, false])
  })
})

describe('an answer of another shape', () => {
  it.each([
    ['numbers as texts', { result: { rows: [{ sid: '7', did: '2', no: 1 }], total: '1' } }],
    ['items', { result: { items: [{ sid: 7, did: 2, no: '1' }], total: 1 } }],
    ['rows by their ids', { result: { rows: { 7: { sid: 7, did: 2, no: '1' } } }, total: 1 }],
    ['a result that is the list', { result: [{ sid: 7, did: 2, no: '1' }], total: 1 }],
    ['rows without a result', { rows: [{ sid: 7, did: 2, no: '1' }], total: 1 }],
  ])('is read: %s', async (_, body) => {
    const { client } = scripted(JSON.stringify(body))
    const found = await client.searchSegments({ ...document, expected: null })
    expect(found).toMatchObject({ segments: [{ id: 7, number: '1' }], expected: 1, mayHaveMore: false })
    expect([...found.perDocument]).toEqual([[2, 1]])
  })

  it('counts rows that are no segments as missing, and a segment that comes twice once', async () => {
    const rows = [null, 5, { sid: 'x' }, { sid: 9 }, { sid: 8 }, { sid: 9 }]
    expect(await extent(scripted(answer(rows), answer([])))).toEqual([2, 5, false])
  })

  it('is refused where nothing in it can be read', async () => {
    const work = scripted(answer([null, null])).client.searchSegments({ ...document, expected: 2 })
    await expect(work).rejects.toMatchObject({ failure: { kind: 'answer-unexpected' } })
  })

  it('may begin with a byte order mark', async () => {
    expect(await extent(scripted(`\ufeff\ufeff${answer(rowsFrom(1, 3), 3)}`))).toEqual([3, 3, false])
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
    ['columns in the order asked for', { sid: 1, columns: [{ t: 'Hello' }] }],
    ['texts in the order asked for', { sid: 1, columns: ['Hello'] }],
  ])('is found in %s', (_, row) => {
    expect(findText(row, 'en')).toBe('Hello')
  })

  it.each([[{ sid: 1, no: '1' }], [null], ['x'], [{ sid: 1, texts: null, columns: [], other: [5] }]])(
    'is absent, and nothing else is taken for it, in %j',
    (row) => {
      expect(findText(row, 'en')).toBeNull()
    },
  )
})
