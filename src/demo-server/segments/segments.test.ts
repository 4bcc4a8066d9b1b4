import { afterEach, describe, expect, it } from 'vitest'
import { useDemoServer, type ClientResponse } from '../test-support'
import { stringFilter } from './string-filter'

const start = useDemoServer(afterEach)
const searchUrl = '/api/resources/segments/search'
const project = { type: 'Project', projectid: 7214 }
const englishAndGerman = { languages: [{ locs: ['en', 'de'] }] }

interface SearchBody {
  readonly result: {
    readonly rows: readonly { readonly sid: number }[]
    readonly total?: number
  }
}

const resultOf = (response: ClientResponse) => (response.json as SearchBody).result
const sids = (response: ClientResponse) => resultOf(response).rows.map((row) => row.sid)

const longDocument = {
  projects: [{ id: 7214 }],
  documents: [{ did: 1, pid: 7214 }],
  segments: Array.from({ length: 1100 }, (_, index) => ({
    sid: index + 1,
    did: 1,
    texts: { en: `Text ${index + 1}` },
  })),
}
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

describe('a segment search', () => {
  it('returns all segments of the scope with texts by locale, documents and the total', async () => {
    const { post } = await start()
    const response = await post(searchUrl, { scope: project, query: englishAndGerman })
    expect(response.json).toMatchObject({ layout: null, rights: null, result: { total: 3, users: {} } })
    expect(response.json).toMatchObject({
      result: { docs: { '19641': { did: 19641, name: 'ui\\menu.docx' }, '19914': { did: 19914 } } },
    })
    expect(resultOf(response).rows[0]).toEqual({
      sid: 101,
      did: 19641,
      dsid: 20641,
      no: '1',
      bsid: 1,
      bssid: 0,
      sdid: 0,
      edit: true,
      ctx: 'menu.start',
      tags: null,
      texts: { en: { v: 'Start', st: 1 }, de: { v: 'Starten', st: 1 } },
    })
    expect(resultOf(response).rows[1]).toMatchObject({
      texts: { en: { v: 'Stop', st: 1 }, de: { v: '', st: 0 } },
    })
  })

  it('returns no texts if no language is named', async () => {
    const { post } = await start()
    expect(resultOf(await post(searchUrl, { scope: project })).rows[0]).toMatchObject({ sid: 101, texts: {} })
  })

  it('reads the locales of a layout', async () => {
    const { post } = await start()
    const layout = { columns: [{ fkey: '1~de~0' }, { fkey: '2~~0' }] }
    const response = await post(searchUrl, { scope: project, layout })
    expect(resultOf(response).rows[0]).toMatchObject({ texts: { de: { v: 'Starten' } } })
  })

  it.each([
    [{ documents: [{ did: 19641 }] }, [101, 102]],
    [{ documents: [{ did: 19914 }, { did: 19641 }] }, [101, 102, 301]],
    [{ documents: [] }, []],
    [{ ctx: { value: 'menu.', mode: 'Prefix' } }, [101, 102]],
    [{ ctx: { value: '.stop', mode: 'Suffix' } }, [102]],
    [{ languages: [{ locs: ['en'], text: { value: 'st' } }] }, [101, 102]],
    [{ languages: [{ locs: ['en', 'de'], text: { value: 'starten', mode: 'Plain' } }] }, [101]],
    [{ languages: [{ locs: ['de'], text: { mode: 'Empty' } }] }, [102, 301]],
  ])('with %o returns %o', async (query, expected) => {
    const { post } = await start()
    expect(sids(await post(searchUrl, { scope: project, query }))).toEqual(expected)
  })

  it('is limited to a job if that is its scope', async () => {
    const { post } = await start()
    expect(sids(await post(searchUrl, { scope: { type: 'Job', jobid: 773, jobcdyt: false } }))).toEqual([101])
    expect(sids(await post(searchUrl, { scope: { type: 'Job', jobid: 2002, jobcdyt: true } }))).toEqual([
      101, 102,
    ])
  })

  it('requires a scope', async () => {
    const { post } = await start()
    expect((await post(searchUrl, { query: englishAndGerman })).status).toBe(400)
  })
})

describe('switches for the segment search', () => {
  it('return everything at once and read skip and take at the root by default', async () => {
    const { post } = await start({ seed: longDocument })
    expect(sids(await post(searchUrl, { scope: project }))).toHaveLength(1100)
    expect(sids(await post(searchUrl, { scope: project, skip: 1090, take: 5 }))).toEqual(range(1091, 1095))
    expect(sids(await post(searchUrl, { scope: project, query: { skip: 1090 } }))).toHaveLength(1100)
  })

  it.each([20, 100, 500] as const)('limit pages to %i rows', async (searchPageSize) => {
    const { post } = await start({ seed: longDocument, switches: { segmentSearch: 'pages', searchPageSize } })
    const first = await post(searchUrl, { scope: project, take: 1000 })
    expect(sids(first)).toEqual(range(1, searchPageSize))
    expect(resultOf(first).total).toBe(1100)
    const second = await post(searchUrl, { scope: project, skip: searchPageSize })
    expect(sids(second)).toEqual(range(searchPageSize + 1, searchPageSize * 2))
  })

  it('read skip and take only inside the query', async () => {
    const { post } = await start({
      seed: longDocument,
      switches: { segmentSearch: 'pages', searchPaging: 'query' },
    })
    expect(sids(await post(searchUrl, { scope: project, skip: 100 }))).toEqual(range(1, 100))
    expect(sids(await post(searchUrl, { scope: project, query: { skip: 100, take: 10 } }))).toEqual(
      range(101, 110),
    )
  })

  it('return only the first page whatever is requested', async () => {
    const { post } = await start({ seed: longDocument, switches: { segmentSearch: 'first-page-only' } })
    for (const body of [{}, { skip: 100 }, { query: { skip: 100 } }, { take: 500 }]) {
      expect(sids(await post(searchUrl, { scope: project, ...body }))).toEqual(range(1, 100))
    }
  })

  it('omit the total', async () => {
    const { post } = await start({ switches: { searchTotal: 'absent' } })
    expect(resultOf(await post(searchUrl, { scope: project }))).not.toHaveProperty('total')
  })

  it('return texts in cells parallel to the columns, or no texts', async () => {
    const { server, post } = await start({ switches: { segmentTexts: 'columns' } })
    const response = await post(searchUrl, { scope: project, query: englishAndGerman })
    expect(response.json).toMatchObject({
      result: {
        columns: [
          { index: 0, fkey: '1~en~0', ftype: 1, loc: 'en' },
          { index: 1, loc: 'de' },
        ],
      },
    })
    expect(resultOf(response).rows[0]).toMatchObject({ cells: [{ v: 'Start' }, { v: 'Starten' }] })
    expect(resultOf(response).rows[0]).not.toHaveProperty('texts')
    server.switches.segmentTexts = 'absent'
    const bare = resultOf(await post(searchUrl, { scope: project, query: englishAndGerman })).rows[0]
    expect(bare).not.toHaveProperty('texts')
    expect(bare).not.toHaveProperty('cells')
  })
})

describe('one segment by id', () => {
  it('is a search result of one row, with rights and layout on request', async () => {
    const { post } = await start()
    const bare = await post(`${searchUrl}/item/102`, { scope: project })
    expect(bare.json).toMatchObject({
      result: { rows: [{ sid: 102, did: 19641 }] },
      layout: null,
      rights: null,
    })
    const full = await post(`${searchUrl}/item/102`, {
      scope: project,
      includeRights: true,
      includeLayout: true,
    })
    expect(full.json).toMatchObject({
      layout: { columns: [{ loc: 'en' }, {}, {}, {}] },
      rights: { hasFiles: true },
    })
  })

  it.each(['201', '999', 'x'])('is an error outside the scope (%s)', async (sid) => {
    const { post } = await start()
    expect((await post(`${searchUrl}/item/${sid}`, { scope: project })).status).toBe(400)
  })
})

describe('rights', () => {
  it('take the scope itself as body and return name and locales', async () => {
    const { post } = await start()
    const path = '/api/resources/segments/rights'
    expect((await post(path, project)).json).toMatchObject({
      scope: project,
      properties: { name: 'Game' },
      locales: [{ loc: 'en', issrc: true, istrg: false }, { loc: 'de' }, { loc: 'fr' }, { loc: 'ja' }],
    })
    const job = (await post(path, { type: 'Job', jobid: 2002, jobcdyt: true })).json
    expect(job).toMatchObject({
      properties: { pid: 7214, task: 'TR' },
      locales: [{ loc: 'en' }, { loc: 'fr' }],
    })
    expect((await post(path, { type: 'Project', projectid: 1 })).status).toBe(400)
  })
})

describe('a string filter', () => {
  it.each([
    ['Plain', 'abc', 'ABC', true],
    ['Plain', 'abc', 'abcd', false],
    ['Prefix', 'ab', 'Abc', true],
    ['Suffix', 'bc', 'aBC', true],
    ['Infix', 'b', 'ABC', true],
    ['Wildcards', 'a*c', 'axxxC', true],
    ['Wildcards', 'a?c', 'axxc', false],
    ['wildcard', 'a.c', 'abc', false],
    ['Regex', '^a[bx]c$', 'AXC', true],
    ['Empty', '', '', true],
    ['Empty', '', 'x', false],
  ])('%s %s on %s is %s', (...[mode, value, text, expected]) => {
    expect(stringFilter({ mode, value })?.(text)).toBe(expected)
  })

  it('defaults to Infix and refuses an unknown mode or an invalid expression', () => {
    expect(stringFilter({ value: 'b' })?.('abc')).toBe(true)
    expect(() => stringFilter({ value: 'b', mode: 'Sounds' })).toThrow()
    expect(() => stringFilter({ value: '(', mode: 'Regex' })).toThrow()
    expect(stringFilter(undefined)).toBeUndefined()
  })
})
