import { afterEach, describe, expect, it } from 'vitest'
import { useDemoServer, type ClientResponse } from '../test-support'

const start = useDemoServer(afterEach)
const projects = '/api/projects/list'

interface ListBody {
  readonly total: number
  readonly count: number
  readonly rows: readonly { readonly id: unknown }[]
}

const bodyOf = (response: ClientResponse) => response.json as ListBody
const ids = (response: ClientResponse) => bodyOf(response).rows.map((row) => row.id)

const manyProjects = {
  projects: Array.from({ length: 700 }, (_, index) => ({ id: index + 1, reference: `P${index + 1}` })),
}

describe('a list', () => {
  it('returns 20 rows by default, with total and count', async () => {
    const { post } = await start({ seed: manyProjects })
    const response = await post(projects, {})
    expect([bodyOf(response).total, bodyOf(response).count]).toEqual([700, 20])
    expect(ids(response)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  })

  it('accepts a request without a body', async () => {
    const { send } = await start()
    expect(bodyOf(await send('POST', projects)).total).toBe(2)
  })

  it('returns at most 500 rows and pages by skip', async () => {
    const { post } = await start({ seed: manyProjects })
    expect(bodyOf(await post(projects, { take: 1000 })).count).toBe(500)
    const rest = await post(projects, { take: 500, skip: 500 })
    expect([bodyOf(rest).count, ids(rest)[0]]).toEqual([200, 501])
    expect(ids(await post(projects, { skip: 700 }))).toEqual([])
  })

  it('sorts by several fields in either direction', async () => {
    const { post } = await start()
    expect(ids(await post(projects, { sort: [{ id: 'id', asc: false }] }))).toEqual([7215, 7214])
    const sort = [{ id: 'client' }, { id: 'Reference', asc: false }]
    expect(ids(await post(projects, { sort }))).toEqual([7215, 7214])
  })

  it('filters by the query and ignores fields', async () => {
    const { post } = await start()
    const body = { query: '{reference}.Contains("Game")', fields: ['id'], allfields: true }
    expect(ids(await post(projects, body))).toEqual([7214])
    expect(ids(await post(`${projects}/full`, body))).toEqual([7214])
  })

  it('refuses an invalid query and an invalid body', async () => {
    const { server, headers, post } = await start()
    const response = await post(projects, { query: '{id} =' })
    expect([response.status, response.json]).toMatchObject([
      400,
      { error: { title: 'The query is not valid.' } },
    ])
    const init = { method: 'POST', headers, body: '{ "take": ' }
    expect((await fetch(server.url + projects, init)).status).toBe(400)
  })
})

describe('projects', () => {
  it('have the observed fields', async () => {
    const { get } = await start()
    const { json } = await get('/api/projects/list/items/7214')
    expect(json).toMatchObject({ id: 7214, reference: 'Game', status: 0, statust: 'In progress', src: 'en' })
    expect((await get('/api/projects/list/items/1')).status).toBe(400)
  })

  it('return their locales as a bare array with the source marked', async () => {
    const { get } = await start()
    expect((await get('/api/projects/7214/locales')).json).toEqual([
      { v: 'en', t: 'English', src: true },
      { v: 'de', t: 'German', src: false },
      { v: 'fr', t: 'French', src: false },
      { v: 'ja', t: 'Japanese', src: false },
    ])
    expect((await get('/api/projects/1/locales')).status).toBe(400)
  })
})

describe('jobs', () => {
  it('have a string id, a number that is unique per kind only, and their project', async () => {
    const { post } = await start()
    const response = await post('/api/jobs/list', { query: '{pid} == 7214' })
    expect(response.json).toMatchObject({
      total: 2,
      rows: [
        { id: 's773', jobid: 773, iscodyt: false, pid: 7214, pname: 'Game', trg: 'de' },
        { id: 'c2002', jobid: 2002, iscodyt: true, trg: 'fr' },
      ],
    })
  })
})

describe('documents', () => {
  const documents = '/api/resources/documents/list'
  const scope = { type: 'Project', projectid: 7214 }

  it('of a project are returned as items with a total', async () => {
    const { post } = await start()
    const response = await post(documents, { scope })
    expect(response.json).toMatchObject({
      total: 2,
      items: [{ did: 19641, name: 'ui\\menu.docx', exists: true, segments: 2 }, { did: 19914 }],
    })
  })

  it('are returned as rows or with hasmore with the switch documentsList', async () => {
    const { server, post } = await start({ switches: { documentsList: 'rows' } })
    expect((await post(documents, { scope, take: 1 })).json).toMatchObject({
      total: 2,
      rows: [{ did: 19641 }],
    })
    server.switches.documentsList = 'hasmore'
    const page = async (skip: number) => (await post(documents, { scope, take: 1, skip })).json
    expect(await page(0)).toMatchObject({ items: [{ did: 19641 }], hasmore: true })
    expect(await page(1)).toEqual({ items: [expect.objectContaining({ did: 19914 })], hasmore: false })
  })

  it('of a job or a document set are found by their scope', async () => {
    const { post } = await start()
    const listIn = async (otherScope: object) => (await post(documents, { scope: otherScope })).json
    expect(await listIn({ type: 'Job', jobid: 773, jobcdyt: false })).toMatchObject({ total: 1 })
    expect(await listIn({ type: 'DocumentSet', dsid: 20641 })).toMatchObject({ total: 1 })
  })

  it.each([
    undefined,
    {},
    { type: 'Project', projectid: 1 },
    { type: 'Job', jobid: 773, jobcdyt: true },
    { type: 'X' },
  ])('require an existing scope and refuse %o', async (invalidScope) => {
    const { post } = await start()
    expect((await post(documents, { scope: invalidScope })).status).toBe(400)
  })

  it('are grouped in sets, which are paged by 30 and filtered by a prefix of the name', async () => {
    const { post } = await start({ seed: manyProjects })
    const response = await post('/api/resources/documentsets', {})
    expect(response.json).toMatchObject({ hasmore: true })
    expect((response.json as { items: unknown[] }).items).toHaveLength(30)
    expect((await post('/api/resources/documentsets', { name: 'P700' })).json).toMatchObject({
      items: [{ name: 'P700 - memory' }],
      hasmore: false,
    })
  })
})

describe('Flex documents', () => {
  it('are listed with a string id', async () => {
    const { post } = await start()
    const response = await post('/api/apps/wbflex/list', { query: '{preference}.Matches("Game")' })
    expect(response.json).toMatchObject({
      total: 1,
      count: 1,
      rows: [{ id: '19914', did: 19914, name: 'ios\\strings', segments: 1, pid: 7214, preference: 'Game' }],
    })
  })

  it('have full and short details', async () => {
    const { get } = await start()
    const base = '/api/apps/wbflex/documents/19914'
    const long = (await get(base)).json
    expect(long).toMatchObject({ id: 19914, pid: 7214, src: { v: 'en', t: 'English' }, files: [] })
    const short = (await get(`${base}/short`)).json
    expect(short).toMatchObject({ id: 19914, isCodyt: false })
    expect(short).not.toHaveProperty('files')
    expect((await get('/api/apps/wbflex/documents/19641')).status).toBe(400)
  })
})

describe('other calls', () => {
  it('list languages with loc and name, including codes that are not registered tags', async () => {
    const { get } = await start()
    const { json } = await get('/api/settings/languages')
    expect(json).toContainEqual({ loc: 'zh-CHS', name: 'Chinese (simplified, legacy)' })
  })

  it('report every operation as finished', async () => {
    const { get } = await start()
    expect((await get('/api/trm/status?requestid=559')).json).toMatchObject({
      trm: { requestid: 559, isbatch: false, status: 'Finished' },
    })
    expect((await get('/api/trm/status')).status).toBe(400)
  })
})
