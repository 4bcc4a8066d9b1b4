import { afterEach, describe, expect, it } from 'vitest'
import { useDemoServer, type ClientResponse } from '../test-support'

const start = useDemoServer(afterEach)
const classic = '/api/resources/assets'
const flex = '/api/apps/wbflex/documents/19914/assets'

interface Item {
  readonly name: string
  readonly locale: string | null
  readonly relativePath: string
  readonly segmentId: number
  readonly downloadUrl: string
}

const items = (response: ClientResponse) => response.json as Item[]
const paths = (response: ClientResponse) =>
  items(response).map((item) => `${item.locale ?? '-'}|${item.relativePath}|${item.name}`)

describe('the classic listing of one segment', () => {
  it('is a bare array of the documented objects, with all languages and folders', async () => {
    const { get } = await start()
    const response = await get(`${classic}/101/list?scope=pr7214`)
    expect(response.status).toBe(200)
    expect(paths(response)).toEqual([
      '-||a.png',
      '-|en|a.png',
      'de||a.png',
      'en||a.png',
      'en|public/views|a.png',
    ])
    expect(items(response)[0]).toEqual({
      projectId: 7214,
      documentId: 19641,
      segmentId: 101,
      locale: null,
      relativePath: '',
      name: 'a.png',
      size: 7,
      contentType: 'image/png',
      createdDate: '2025-05-05T05:05:05.0000001Z',
      modifiedDate: '2025-05-05T05:05:05.0000001Z',
      downloadUrl: '/api/resources/assets/101?scope=pr7214&filename=a.png&v=202505050505050000001',
    })
  })

  it.each(['', '?scope=', '?scope=7214', '?scope=pr', '?scope=PR7214', '?scope=pr9999', '?scope=jbs1'])(
    'requires an existing scope and refuses %o',
    async (query) => {
      const { get } = await start()
      expect((await get(`${classic}/101/list${query}`)).status).toBe(400)
    },
  )

  it('accepts project, Standard job and Codyt job scopes; jobs cover only their segments', async () => {
    const { get } = await start()
    const counts = async (scope: string) =>
      Promise.all(
        [101, 102].map(async (sid) => items(await get(`${classic}/${sid}/list?scope=${scope}`)).length),
      )
    expect(await counts('pr7214')).toEqual([5, 1])
    expect(await counts('jbs773')).toEqual([5, 0])
    expect(await counts('jbc2002')).toEqual([5, 1])
  })

  it('refuses a segment id that is not a number', async () => {
    const { get } = await start()
    expect((await get(`${classic}/abc/list?scope=pr7214`)).status).toBe(400)
  })
})

describe('the listing of several segments', () => {
  it('is one flat array that ignores unknown and repeated ids', async () => {
    const { get } = await start()
    const response = await get(`${classic}/list?scope=pr7214&segmentIds=101%2C102%2C102%2C999`)
    expect(items(response).map((item) => item.segmentId)).toEqual([101, 101, 101, 101, 101, 102])
  })

  it('does not show segments of another project', async () => {
    const { get } = await start()
    expect((await get(`${classic}/list?scope=pr7214&segmentIds=201`)).json).toEqual([])
  })

  it.each(['', '&segmentIds=', '&segmentIds=1%2Cx', '&segmentIds=101%2C'])(
    'requires comma-separated numbers and refuses %o',
    async (query) => {
      const { get } = await start()
      expect((await get(`${classic}/list?scope=pr7214${query}`)).status).toBe(400)
    },
  )
})

describe('the Flex listing', () => {
  it('has its own field names, a document id that is a string, and backslashes', async () => {
    const { get } = await start()
    const one = await get(`${flex}/301/list`)
    const many = await get(`${flex}/list?segmentIds=301%2C301`)
    expect(many.json).toEqual(one.json)
    expect(one.json).toEqual([
      expect.objectContaining({ locale: null, relativePath: '', fileName: 'm.jpg', fileSizeInBytes: 12 }),
      {
        projectId: 7214,
        documentId: '19914',
        segmentId: 301,
        locale: 'en',
        relativePath: 'public\\images',
        fileName: 'm.jpg',
        fileSizeInBytes: 4,
        contentType: 'image/jpeg',
        createdDate: '2025-11-03T09:15:00.0000000Z',
        modifiedDate: '2025-11-03T09:15:00.0000000Z',
        downloadUrl: `${flex}/301?filename=m.jpg&locale=en&relativePath=public%5Cimages`,
      },
    ])
  })

  it('covers only Flex documents and their segments', async () => {
    const { get } = await start()
    expect((await get('/api/apps/wbflex/documents/19641/assets/101/list')).status).toBe(400)
    expect((await get(`${flex}/101/list`)).json).toEqual([])
  })
})

describe('switches for listings', () => {
  it('unknownSegmentInList refuses an unknown segment', async () => {
    const { get } = await start({ switches: { unknownSegmentInList: '400' } })
    expect((await get(`${classic}/999/list?scope=pr7214`)).status).toBe(400)
    expect((await get(`${classic}/list?scope=pr7214&segmentIds=101%2C999`)).status).toBe(400)
    expect((await get(`${flex}/999/list`)).status).toBe(400)
  })

  it('downloadUrl switches between relative and absolute URLs, both of which work', async () => {
    const { server, get } = await start()
    const urlOf = async () => items(await get(`${classic}/101/list?scope=pr7214`))[2]?.downloadUrl ?? ''
    expect((await get(await urlOf())).text).toBe('deutsch!')
    server.switches.downloadUrl = 'absolute'
    const url = await urlOf()
    expect(url.startsWith(`${server.url}/api/resources/assets/101?`)).toBe(true)
    expect((await get(url.slice(server.url.length))).text).toBe('deutsch!')
  })

  it('neutralLocale gives neutral files an empty locale', async () => {
    const { get } = await start({ switches: { neutralLocale: 'empty' } })
    expect(items(await get(`${classic}/101/list?scope=pr7214`))[0]?.locale).toBe('')
    expect(items(await get(`${flex}/301/list`))[0]?.locale).toBe('')
  })

  it('classicSeparator changes the separator of classic listings', async () => {
    const { get } = await start({ switches: { classicSeparator: '\\' } })
    const folders = items(await get(`${classic}/101/list?scope=pr7214`)).map((item) => item.relativePath)
    expect(folders).toContain('public\\views')
  })

  it('nameMatching merges names that differ in case', async () => {
    const assets = ['x.png', 'X.PNG'].map((name) => ({ segmentId: 102, name, bytes: name }))
    const { server, get } = await start({
      seed: {
        projects: [{ id: 7214 }],
        documents: [{ did: 1, pid: 7214 }],
        segments: [{ sid: 102, did: 1 }],
        assets,
      },
    })
    const names = async () => items(await get(`${classic}/102/list?scope=pr7214`)).map((item) => item.name)
    expect(await names()).toEqual(['X.PNG', 'x.png'])
    server.switches.nameMatching = 'case-insensitive'
    expect(await names()).toHaveLength(1)
  })
})
