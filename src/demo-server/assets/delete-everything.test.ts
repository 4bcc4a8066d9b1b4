import { afterEach, describe, expect, it } from 'vitest'
import { filesOf, useDemoServer } from '../test-support'

/** The one file of tests that disarms the tripwire: it is about what the wire guards against. */
const startAny = useDemoServer(afterEach)
const start = (options: Parameters<typeof startAny>[0] = {}) => startAny({ ...options, tripwire: 'off' })

const classic = '/api/resources/assets/101'
const flex = '/api/apps/wbflex/documents/19914/assets/301'

describe('a delete without a file name', () => {
  it.each([
    'scope=pr7214',
    'scope=pr7214&filename=',
    'scope=pr7214&filename',
    'scope=pr7214&filename=%20%20',
    'scope=pr7214&filename=%09',
    'scope=pr7214&locale=en',
    'scope=pr7214&relativePath=public%2Fviews',
    'scope=pr7214&filename=&locale=en&relativePath=public',
    'scope=jbs773',
    'scope=pr7214&fielname=a.png',
  ])('%s takes every file of the segment, and of that segment alone', async (query) => {
    const client = await start()
    const answer = await client.del(`${classic}?${query}`)
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect(filesOf(client, 101)).toEqual([])
    expect(filesOf(client, 102)).toEqual(['-/b.txt'])
  })

  it.each(['', '?filename=', '?locale=en'])('does so in Flex with %o', async (query) => {
    const client = await start()
    expect((await client.del(flex + query)).status).toBe(200)
    expect(filesOf(client, 301)).toEqual([])
  })

  it('answers 200 when there was nothing', async () => {
    const client = await start()
    for (const path of [`${classic}?scope=pr7214`, `${classic}?scope=pr7214`]) {
      expect((await client.del(path)).status).toBe(200)
    }
  })

  it('does not leave its scope', async () => {
    const client = await start()
    await client.del('/api/resources/assets/201?scope=pr7214')
    await client.del('/api/resources/assets/102?scope=jbs773')
    expect([filesOf(client, 201), filesOf(client, 102)]).toEqual([['-/c.txt'], ['-/b.txt']])
  })

  it('needs a scope and the right', async () => {
    const client = await start({ switches: { deleteRight: '403' } })
    expect((await client.del(classic)).status).toBe(400)
    expect((await client.del(`${classic}?scope=pr7214`)).status).toBe(403)
    expect(filesOf(client, 101)).toHaveLength(5)
  })
})

describe('a switch', () => {
  it('refuses an empty name with 400, but not a missing one', async () => {
    const client = await start({ switches: { emptyFilename: '400' } })
    expect((await client.del(`${classic}?scope=pr7214&filename=`)).status).toBe(400)
    expect((await client.del(`${classic}?scope=pr7214&filename=%20`)).status).toBe(400)
    expect(filesOf(client, 101)).toHaveLength(5)
    expect((await client.del(`${classic}?scope=pr7214`)).status).toBe(200)
    expect(filesOf(client, 101)).toEqual([])
  })

  it('refuses a language or a folder without a name with 400, but not neither', async () => {
    const client = await start({ switches: { localeWithoutFilename: '400' } })
    expect((await client.del(`${classic}?scope=pr7214&locale=en`)).status).toBe(400)
    expect((await client.del(`${classic}?scope=pr7214&relativePath=en`)).status).toBe(400)
    expect(filesOf(client, 101)).toHaveLength(5)
    expect((await client.del(`${classic}?scope=pr7214`)).status).toBe(200)
    expect(filesOf(client, 101)).toEqual([])
  })
})
