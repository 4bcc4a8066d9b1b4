import { afterEach, describe, expect, it } from 'vitest'
import { filesOf, useDemoServer } from '../test-support'

const start = useDemoServer(afterEach)
const classic = '/api/resources/assets/101?scope=pr7214'
const flex = '/api/apps/wbflex/documents/19914/assets/301'

const all = ['-/a.png', '-/en/a.png', 'de/a.png', 'en/a.png', 'en/public/views/a.png']
const without = (...deleted: string[]) => all.filter((file) => !deleted.includes(file))

describe('deleting by name', () => {
  it.each([
    ['filename=a.png', ['-/a.png']],
    ['filename=a.png&locale=', ['-/a.png']],
    ['filename=a.png&locale=en', ['en/a.png']],
    ['filename=a.png&locale=de', ['de/a.png']],
    ['filename=a.png&relativePath=en', ['-/en/a.png']],
    ['filename=a.png&locale=en&relativePath=public%2Fviews', ['en/public/views/a.png']],
    ['filename=public%2Fviews%2Fa.png&locale=en', ['en/public/views/a.png']],
    ['filename=x%2Fa.png&locale=en&relativePath=public%5Cviews', ['en/public/views/a.png']],
    ['filename=a.png&locale=en&relativePath=public%2F..', ['en/a.png']],
    ['filename=A.PNG&locale=en', []],
    ['filename=b.png', []],
    ['filename=..&locale=en', []],
    ['filename=public%2F&locale=en', []],
  ])('%s deletes %o and responds 200 with an empty body', async (query, deleted) => {
    const client = await start()
    const response = await client.del(`${classic}&${query}`)
    expect([response.status, response.text, response.headers.get('content-length')]).toEqual([200, '', '0'])
    expect(filesOf(client, 101)).toEqual(without(...deleted))
  })

  it('responds 200 for a file that is already deleted and for a segment that does not exist', async () => {
    const client = await start()
    const path = `${classic}&filename=a.png&locale=en`
    expect((await client.del(path)).status).toBe(200)
    expect((await client.del(path)).status).toBe(200)
    expect((await client.del('/api/resources/assets/999?scope=pr7214&filename=a.png')).status).toBe(200)
    expect(filesOf(client, 101)).toEqual(without('en/a.png'))
  })

  it('does not delete outside of its scope', async () => {
    const client = await start()
    expect((await client.del('/api/resources/assets/201?scope=pr7214&filename=c.txt')).status).toBe(200)
    expect((await client.del('/api/resources/assets/102?scope=jbs773&filename=b.txt')).status).toBe(200)
    expect([filesOf(client, 201), filesOf(client, 102)]).toEqual([['-/c.txt'], ['-/b.txt']])
  })

  it('requires a scope', async () => {
    const client = await start()
    expect((await client.del('/api/resources/assets/101?filename=a.png')).status).toBe(400)
    expect(filesOf(client, 101)).toEqual(all)
  })

  it('accepts the folder as listed in a Flex document', async () => {
    const client = await start()
    const path = `${flex}?filename=m.jpg&locale=en&relativePath=public%5Cimages`
    const response = await client.del(path)
    expect([response.status, response.text]).toEqual([200, ''])
    expect(filesOf(client, 301)).toEqual(['-/m.jpg'])
  })

  it('reads a name with a slash as a folder and a name, which is the same file on its disk', async () => {
    const client = await start()
    await client.server.store.put({ segmentId: 102, name: 'up/one.txt', bytes: 'the one meant' })
    await client.server.store.put({ segmentId: 102, name: 'one.txt', relativePath: 'up', bytes: 'the same' })
    await client.server.store.put({ segmentId: 102, name: '/up/one.txt', bytes: 'another' })
    await client.del('/api/resources/assets/102?scope=pr7214&filename=up%2Fone.txt')
    const remaining = client.server.store.ofSegment(102).map((file) => [file.relativePath, file.name])
    expect(remaining).toEqual([
      ['', 'b.txt'],
      ['', '/up/one.txt'],
    ])
  })
})

describe('switches for deletion', () => {
  it('filenameWithoutLocale deletes the name in every language', async () => {
    const client = await start({ switches: { filenameWithoutLocale: 'every-locale' } })
    await client.del(`${classic}&filename=a.png`)
    expect(filesOf(client, 101)).toEqual(['-/en/a.png', 'en/public/views/a.png'])
  })

  it('nameMatching ignores case in names and locales', async () => {
    const client = await start({ switches: { nameMatching: 'case-insensitive' } })
    await client.del(`${classic}&filename=A.PNG&locale=EN`)
    expect(filesOf(client, 101)).toEqual(without('en/a.png'))
  })

  it('folderNamedLikeLocale merges a folder with the language of the same name', async () => {
    const client = await start({ switches: { folderNamedLikeLocale: 'shared' } })
    await client.del(`${classic}&filename=a.png&locale=en`)
    expect(filesOf(client, 101)).toEqual(without('en/a.png', '-/en/a.png'))
  })

  it('relativePathInRequests decides which spelling of a folder matches; the status is 200 either way', async () => {
    const client = await start({ switches: { relativePathInRequests: 'slash-only' } })
    const path = `${flex}?filename=m.jpg&locale=en&relativePath=public%5Cimages`
    expect((await client.del(path)).status).toBe(200)
    expect(filesOf(client, 301)).toHaveLength(2)
    client.server.switches.relativePathInRequests = 'as-listed'
    expect((await client.del(path)).status).toBe(200)
    expect(filesOf(client, 301)).toHaveLength(1)
  })

  it.each([
    ['400', 400],
    ['403', 403],
  ] as const)('deleteRight refuses with %s and a specific title', async (deleteRight, status) => {
    const client = await start({ switches: { deleteRight } })
    for (const path of [`${classic}&filename=a.png`, `${flex}?filename=m.jpg`]) {
      const response = await client.del(path)
      expect(response.status).toBe(status)
      expect(response.json).toMatchObject({
        error: { title: 'You have no permission to delete reference material of this project.' },
      })
    }
    expect(filesOf(client, 101)).toEqual(all)
    expect((await client.get(`/api/resources/assets/101/list?scope=pr7214`)).status).toBe(200)
  })
})
