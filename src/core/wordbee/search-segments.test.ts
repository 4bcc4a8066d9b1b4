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
    expect(http.count('/segments/search')).toBe(1)
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
    expect(http.count('/segments/search')).toBe(3)
  })

  it('takes the total of the search where the document tells none', async () => {
    const { client } = platform({ segments: 318, page: 200, seen: 'nowhere', total: 318 })
    expect((await client.searchSegments({ ...document, expected: null })).expected).toBe(318)
  })

  it('ends at once for a document without segments', async () => {
    const { client, http } = platform({ segments: 0, page: 500, seen: 'root' })
    expect((await client.searchSegments({ ...document, expected: null })).segments).toEqual([])
    expect(http.count('/segments/search')).toBe(1)
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
