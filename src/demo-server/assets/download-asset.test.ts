import { afterEach, describe, expect, it } from 'vitest'
import { useDemoServer } from '../test-support'

const start = useDemoServer(afterEach)
const classic = '/api/resources/assets/101?scope=pr7214'
const flexDocument = '/api/apps/wbflex/documents/19914/assets/301'

describe('downloading an asset', () => {
  it('returns the bytes with type, length and disposition, but no cache header', async () => {
    const { get } = await start()
    const response = await get(`${classic}&filename=a.png&locale=en`)
    expect([response.status, response.text]).toEqual([200, 'english'])
    expect(response.headers.get('content-type')).toBe('image/png')
    expect(response.headers.get('content-length')).toBe('7')
    expect(response.headers.get('content-disposition')).toBe('inline; filename="a.png"')
    expect(response.headers.get('cache-control')).toBeNull()
  })

  it('allows caching for 30 days in Flex', async () => {
    const { get } = await start()
    const response = await get(`${flexDocument}?locale=en&filename=m.jpg&relativePath=public/images`)
    expect([response.status, response.text]).toEqual([200, 'flex'])
    expect(response.headers.get('cache-control')).toBe('max-age=2592000')
  })

  it.each([
    ['filename=a.png', 'neutral'],
    ['filename=a.png&locale=', 'neutral'],
    ['filename=a.png&locale=de', 'deutsch!'],
    ['filename=a.png&locale=en&relativePath=public%2Fviews', 'deep'],
    ['filename=a.png&locale=en&relativePath=%2Fpublic%2Fviews%2F', 'deep'],
    ['filename=a.png&locale=en&relativePath=public%5Cviews', 'deep'],
    ['filename=public%2Fviews%2Fa.png&locale=en', 'deep'],
    ['filename=public%5Cviews%5Ca.png&locale=en', 'deep'],
    ['filename=nowhere%2Fa.png&locale=en&relativePath=public%2Fviews', 'deep'],
    ['filename=public%2Fviews%2F..%2F..%2Fa.png&locale=en', 'english'],
    ['filename=..%2F..%2Fa.png&locale=en', 'english'],
    ['filename=a.png&relativePath=en', 'folder named en'],
  ])('finds %s', async (query, text) => {
    const { get } = await start()
    expect((await get(`${classic}&${query}`)).text).toBe(text)
  })

  it.each([
    'filename=b.png',
    'filename=A.png',
    'filename=a.png&locale=fr',
    'filename=a.png&locale=EN',
    'filename=a.png&relativePath=public',
    'filename=public%2F&locale=en',
    'filename=..',
  ])('does not find %s', async (query) => {
    const { server, get } = await start()
    const response = await get(`${classic}&${query}`)
    expect(response.status).toBe(400)
    expect(response.json).toMatchObject({
      error: { title: 'The requested file does not exist.' },
      reason: 'The requested file does not exist.',
    })
    server.switches.missingDownload = 404
    expect((await get(`${classic}&${query}`)).status).toBe(404)
  })

  it('requires a file name', async () => {
    const { get } = await start()
    expect((await get(classic)).status).toBe(400)
    expect((await get(`${classic}&filename=`)).status).toBe(400)
  })

  it('is limited to the scope', async () => {
    const { get } = await start()
    expect((await get('/api/resources/assets/201?scope=pr7214&filename=c.txt')).status).toBe(400)
    expect((await get('/api/resources/assets/102?scope=jbs773&filename=b.txt')).status).toBe(400)
    expect((await get('/api/resources/assets/102?scope=jbc2002&filename=b.txt')).text).toBe('second segment')
  })

  it('adds an encoded form for names that a header cannot hold', async () => {
    const { server, get } = await start()
    const name = 'über "x" 港.txt'
    await server.store.put({ segmentId: 101, name, bytes: 'x' })
    const response = await get(`${classic}&filename=${encodeURIComponent(name)}`)
    expect(response.headers.get('content-disposition')).toBe(
      `inline; filename="_ber _x_ _.txt"; filename*=UTF-8''${encodeURIComponent(name)}`,
    )
  })

  it('streams a large file without loading it into memory', async () => {
    const { server, headers } = await start()
    const size = 300 * 1024 * 1024
    await server.store.put({ segmentId: 101, name: 'big.bin', bytes: { size, fill: 7 } })
    const before = process.memoryUsage().rss
    const response = await fetch(`${server.url}${classic}&filename=big.bin`, { headers })
    expect(response.headers.get('content-length')).toBe(String(size))
    let received = 0
    for await (const chunk of response.body ?? []) received += (chunk as Uint8Array).length
    expect(received).toBe(size)
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024)
  })
})

describe('switches for downloads', () => {
  it('nameMatching ignores case in names, folders and locales', async () => {
    const { get } = await start({ switches: { nameMatching: 'case-insensitive' } })
    expect((await get(`${classic}&filename=A.PNG&locale=EN&relativePath=Public%2FVIEWS`)).text).toBe('deep')
  })

  it('relativePathInRequests decides which spellings of a folder are accepted', async () => {
    const { server, get } = await start({ switches: { relativePathInRequests: 'slash-only' } })
    const status = async (path: string) => (await get(path)).status
    const deep = `${classic}&filename=a.png&locale=en&relativePath=`
    const flex = `${flexDocument}?filename=m.jpg&locale=en&relativePath=`
    expect([await status(`${deep}public%2Fviews`), await status(`${deep}public%5Cviews`)]).toEqual([200, 400])
    expect([await status(`${flex}public%2Fimages`), await status(`${flex}public%5Cimages`)]).toEqual([
      200, 400,
    ])
    server.switches.relativePathInRequests = 'as-listed'
    expect([await status(`${deep}public%2Fviews`), await status(`${deep}public%5Cviews`)]).toEqual([200, 400])
    expect([await status(`${deep}%2Fpublic%2Fviews`), await status(`${deep}public%2Fviews%2F`)]).toEqual([
      400, 400,
    ])
    expect([await status(`${flex}public%2Fimages`), await status(`${flex}public%5Cimages`)]).toEqual([
      400, 200,
    ])
    server.switches.classicSeparator = '\\'
    expect([await status(`${deep}public%2Fviews`), await status(`${deep}public%5Cviews`)]).toEqual([400, 200])
  })

  it('folderNamedLikeLocale merges a folder with the language of the same name', async () => {
    const { server, get } = await start()
    await server.store.put({ segmentId: 102, name: 'x.txt', relativePath: 'fr', bytes: 'in the folder' })
    const path = '/api/resources/assets/102?scope=pr7214&filename=x.txt&locale=fr'
    expect((await get(path)).status).toBe(400)
    server.switches.folderNamedLikeLocale = 'shared'
    expect((await get(path)).text).toBe('in the folder')
  })
})
