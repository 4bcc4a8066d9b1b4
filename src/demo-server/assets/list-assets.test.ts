import { afterEach, describe, expect, it } from 'vitest'
import { useDemoServer, type Answer } from '../test-support'

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

const items = (answer: Answer) => answer.json as Item[]
const places = (answer: Answer) =>
  items(answer).map((item) => `${item.locale ?? '-'}|${item.relativePath}|${item.name}`)

describe('the classic list of one segment', () => {
  it('is a bare array of the documented objects, all languages and folders', async () => {
    const { get } = await start()
    const answer = await get(`${classic}/101/list?scope=pr7214`)
    expect(answer.status).toBe(200)
    expect(places(answer)).toEqual([
      '-||a.png',
      '-|en|a.png',
      'de||a.png',
      'en||a.png',
      'en|public/views|a.png',
    ])
    expect(items(answer)[0]).toEqual({
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
    'needs a scope that exists, which %o is not',
    async (query) => {
      const { get } = await start()
      expect((await get(`${classic}/101/list${query}`)).status).toBe(400)
    },
  )

  it('takes project, Standard job and Codyt job, whose segments are a part of the project', async () => {
    const { get } = await start()
    const counts = async (scope: string) =>
      Promise.all(
        [101, 102].map(async (sid) => items(await get(`${classic}/${sid}/list?scope=${scope}`)).length),
      )
    expect(await counts('pr7214')).toEqual([5, 1])
    expect(await counts('jbs773')).toEqual([5, 0])
    expect(await counts('jbc2002')).toEqual([5, 1])
  })

  it('refuses a segment id that is no number', async () => {
    const { get } = await start()
    expect((await get(`${classic}/abc/list?scope=pr7214`)).status).toBe(400)
  })
})

describe('the list of several segments', () => {
  it('is one flat array; unknown ids give nothing and an id that comes twice counts once', async () => {
    const { get } = await start()
    const answer = await get(`${classic}/list?scope=pr7214&segmentIds=101%2C102%2C102%2C999`)
    expect(items(answer).map((item) => item.segmentId)).toEqual([101, 101, 101, 101, 101, 102])
  })

  it('does not show segments of another project', async () => {
    const { get } = await start()
    expect((await get(`${classic}/list?scope=pr7214&segmentIds=201`)).json).toEqual([])
  })

  it.each(['', '&segmentIds=', '&segmentIds=1%2Cx', '&segmentIds=101%2C'])(
    'needs comma separated numbers, which %o is not',
    async (query) => {
      const { get } = await start()
      expect((await get(`${classic}/list?scope=pr7214${query}`)).status).toBe(400)
    },
  )
})

describe('the Flex list', () => {
  it('has its own field names, a text for the document, and backslashes', async () => {
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

  it('knows Flex documents alone, and their own segments alone', async () => {
    const { get } = await start()
    expect((await get('/api/apps/wbflex/documents/19641/assets/101/list')).status).toBe(400)
    expect((await get(`${flex}/101/list`)).json).toEqual([])
  })
})

describe('a switch changes', () => {
  it('the answer for an unknown segment', async () => {
    const { get } = await start({ switches: { unknownSegmentInList: '400' } })
    expect((await get(`${classic}/999/list?scope=pr7214`)).status).toBe(400)
    expect((await get(`${classic}/list?scope=pr7214&segmentIds=101%2C999`)).status).toBe(400)
    expect((await get(`${flex}/999/list`)).status).toBe(400)
  })

  it('the form of downloadUrl, which works in both', async () => {
    const { server, get } = await start()
    const urlOf = async () => items(await get(`${classic}/101/list?scope=pr7214`))[2]?.downloadUrl ?? ''
    expect((await get(await urlOf())).text).toBe('deutsch!')
    server.switches.downloadUrl = 'absolute'
    const url = await urlOf()
    expect(url.startsWith(`${server.url}/api/resources/assets/101?`)).toBe(true)
    expect((await get(url.slice(server.url.length))).text).toBe('deutsch!')
  })

  it('the locale of a neutral file', async () => {
    const { get } = await start({ switches: { neutralLocale: 'empty' } })
    expect(items(await get(`${classic}/101/list?scope=pr7214`))[0]?.locale).toBe('')
    expect(items(await get(`${flex}/301/list`))[0]?.locale).toBe('')
  })

  it('the separator of classic answers', async () => {
    const { get } = await start({ switches: { classicSeparator: '\\' } })
    const folders = items(await get(`${classic}/101/list?scope=pr7214`)).map((item) => item.relativePath)
    expect(folders).toContain('public\\views')
  })

  it('two spellings of a name into one file', async () => {
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
