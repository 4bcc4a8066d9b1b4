import { afterEach, describe, expect, it } from 'vitest'
import { filesOf, useDemoServer } from '../test-support'

const start = useDemoServer(afterEach)
const classic = '/api/resources/assets/102?scope=pr7214'
const flex = '/api/apps/wbflex/documents/19914/assets/301'

describe('attaching an uploaded file', () => {
  it('stores it at the root without a locale and returns its details', async () => {
    const client = await start()
    const filetoken = await client.upload('new.txt', 'fresh')
    const response = await client.post(classic, { filetoken })
    expect(response.status).toBe(200)
    expect(response.json).toMatchObject({ projectId: 7214, documentId: 19641, segmentId: 102, locale: null })
    expect(response.json).toMatchObject({
      relativePath: '',
      name: 'new.txt',
      size: 5,
      contentType: 'text/plain',
    })
    const listed = await client.get('/api/resources/assets/102/list?scope=pr7214')
    expect(listed.json).toContainEqual(response.json)
    expect((await client.get(`${classic}&filename=new.txt`)).text).toBe('fresh')
  })

  it.each([
    [{ locale: 'de' }, 'new.txt', 'de/new.txt'],
    [{ locale: 'de', relativePath: '/public/images' }, 'new.txt', 'de/public/images/new.txt'],
    [{ relativePath: 'public\\images' }, 'new.txt', '-/public/images/new.txt'],
    [{}, 'sub/new.txt', '-/sub/new.txt'],
    [{ relativePath: 'own' }, 'sub/new.txt', '-/own/new.txt'],
    [{ relativePath: '../../up' }, 'new.txt', '-/up/new.txt'],
    [{ locale: '', relativePath: '' }, 'new.txt', '-/new.txt'],
  ])('with %o stores the name %s as %s', async (options, name, destination) => {
    const client = await start()
    const query = `?filename=${encodeURIComponent(name)}`
    const filetoken = await client.upload('part.bin', 'x', query)
    expect((await client.post(classic, { filetoken, ...options })).status).toBe(200)
    expect(filesOf(client, 102)).toEqual(['-/b.txt', destination].sort())
  })

  it('works in Flex, with the field names of Flex', async () => {
    const client = await start()
    const filetoken = await client.upload('new.png', 'x')
    const response = await client.post(flex, { filetoken, relativePath: 'a/b' })
    expect(response.json).toMatchObject({ documentId: '19914', fileName: 'new.png', fileSizeInBytes: 1 })
    expect(response.json).toMatchObject({ relativePath: 'a\\b' })
  })

  it.each([
    ['no token', {}],
    ['a made-up token', { filetoken: '74fac397d6314cf4a2958f8318f3a9a4' }],
  ])('is refused with %s', async (_case, body) => {
    const client = await start()
    expect((await client.post(classic, body)).status).toBe(400)
  })

  it.each(['', '..', 'sub/', 'sub\\..'])('is refused for the name %o', async (name) => {
    const client = await start()
    const filetoken = await client.upload(
      '.',
      'x',
      name === '' ? '' : `?filename=${encodeURIComponent(name)}`,
    )
    expect((await client.post(classic, { filetoken })).status).toBe(400)
  })

  it('is refused for a segment outside the scope', async () => {
    const client = await start()
    const filetoken = await client.upload('new.txt', 'x')
    expect((await client.post('/api/resources/assets/201?scope=pr7214', { filetoken })).status).toBe(400)
  })
})

describe('uploading to a name that is taken', () => {
  it('overwrites the file, keeps createdDate and advances modifiedDate', async () => {
    const client = await start()
    const before = client.server.store.ofSegment(102)[0]
    const response = await client.post(classic, { filetoken: await client.upload('b.txt', 'replaced') })
    expect(response.json).toMatchObject({ createdDate: before?.created, size: 8 })
    expect((response.json as { modifiedDate: string }).modifiedDate > (before?.modified ?? '')).toBe(true)
    expect(filesOf(client, 102)).toEqual(['-/b.txt'])
    expect((await client.get(`${classic}&filename=b.txt`)).text).toBe('replaced')
  })

  it('gives two uploads in one millisecond different dates', async () => {
    const client = await start({ now: () => Date.UTC(2026, 0, 1) })
    const filetoken = await client.upload('b.txt', 'x')
    const dates = [await client.post(classic, { filetoken }), await client.post(classic, { filetoken })].map(
      (response) => (response.json as { modifiedDate: string }).modifiedDate,
    )
    expect(dates).toEqual(['2026-01-01T00:00:00.0000000Z', '2026-01-01T00:00:00.0000001Z'])
  })

  it('is refused or renamed with the switch sameNameUpload', async () => {
    const client = await start({ switches: { sameNameUpload: '400' } })
    const filetoken = await client.upload('b.txt', 'x')
    expect((await client.post(classic, { filetoken })).status).toBe(400)
    client.server.switches.sameNameUpload = 'rename'
    expect((await client.post(classic, { filetoken })).json).toMatchObject({ name: 'b (1).txt' })
    expect((await client.post(classic, { filetoken })).json).toMatchObject({ name: 'b (2).txt' })
    expect(filesOf(client, 102)).toEqual(['-/b (1).txt', '-/b (2).txt', '-/b.txt'])
  })

  it('ignores case with the switch nameMatching', async () => {
    const client = await start({ switches: { nameMatching: 'case-insensitive' } })
    await client.post(classic, { filetoken: await client.upload('B.TXT', 'x') })
    expect(filesOf(client, 102)).toEqual(['-/B.TXT'])
  })
})

describe('switches for uploads', () => {
  it('uploadByJobScope refuses a job scope', async () => {
    const client = await start()
    const byJob = '/api/resources/assets/101?scope=jbs773'
    const filetoken = await client.upload('new.txt', 'x')
    expect((await client.post(byJob, { filetoken })).status).toBe(200)
    client.server.switches.uploadByJobScope = '400'
    expect((await client.post(byJob, { filetoken })).status).toBe(400)
    expect((await client.post(classic, { filetoken })).status).toBe(200)
  })

  it('relativePathInRequests refuses a backslash in the folder', async () => {
    const client = await start({ switches: { relativePathInRequests: 'slash-only' } })
    const filetoken = await client.upload('new.txt', 'x')
    expect((await client.post(classic, { filetoken, relativePath: 'a\\b' })).status).toBe(400)
    expect((await client.post(classic, { filetoken, relativePath: 'a/b' })).status).toBe(200)
  })
})
