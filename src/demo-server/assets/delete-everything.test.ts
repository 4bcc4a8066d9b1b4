import { afterEach, describe, expect, it } from 'vitest'
import { filesOf, useDemoServer } from '../test-support'

/** The only tests that disarm the tripwire, because they send the very requests that it guards against. */
const startArmed = useDemoServer(afterEach)
const start = (options: Parameters<typeof startArmed>[0] = {}) => startArmed({ ...options, tripwire: 'off' })

const classic = '/api/resources/assets/101'
const flex = '/api/apps/wbflex/documents/19914/assets/301'

describe('deleting without a file name', () => {
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
  ])('%s deletes every file of that segment only', async (query) => {
    const client = await start()
    const response = await client.del(`${classic}?${query}`)
    expect([response.status, response.text]).toEqual([200, ''])
    expect(filesOf(client, 101)).toEqual([])
    expect(filesOf(client, 102)).toEqual(['-/b.txt'])
  })

  it.each(['', '?filename=', '?locale=en'])('deletes every file in Flex with %o', async (query) => {
    const client = await start()
    expect((await client.del(flex + query)).status).toBe(200)
    expect(filesOf(client, 301)).toEqual([])
  })

  it('responds 200 when there is nothing to delete', async () => {
    const client = await start()
    for (const path of [`${classic}?scope=pr7214`, `${classic}?scope=pr7214`]) {
      expect((await client.del(path)).status).toBe(200)
    }
  })

  it('does not delete outside of its scope', async () => {
    const client = await start()
    await client.del('/api/resources/assets/201?scope=pr7214')
    await client.del('/api/resources/assets/102?scope=jbs773')
    expect([filesOf(client, 201), filesOf(client, 102)]).toEqual([['-/c.txt'], ['-/b.txt']])
  })

  it('requires a scope and the right to delete', async () => {
    const client = await start({ switches: { deleteRight: '403' } })
    expect((await client.del(classic)).status).toBe(400)
    expect((await client.del(`${classic}?scope=pr7214`)).status).toBe(403)
    expect(filesOf(client, 101)).toHaveLength(5)
  })
})

describe('switches for deletion without a name', () => {
  it('emptyFilename refuses an empty name with 400, but not a missing one', async () => {
    const client = await start({ switches: { emptyFilename: '400' } })
    expect((await client.del(`${classic}?scope=pr7214&filename=`)).status).toBe(400)
    expect((await client.del(`${classic}?scope=pr7214&filename=%20`)).status).toBe(400)
    expect(filesOf(client, 101)).toHaveLength(5)
    expect((await client.del(`${classic}?scope=pr7214`)).status).toBe(200)
    expect(filesOf(client, 101)).toEqual([])
  })

  it('localeWithoutFilename refuses a locale or folder without a name, but still allows neither', async () => {
    const client = await start({ switches: { localeWithoutFilename: '400' } })
    expect((await client.del(`${classic}?scope=pr7214&locale=en`)).status).toBe(400)
    expect((await client.del(`${classic}?scope=pr7214&relativePath=en`)).status).toBe(400)
    expect(filesOf(client, 101)).toHaveLength(5)
    expect((await client.del(`${classic}?scope=pr7214`)).status).toBe(200)
    expect(filesOf(client, 101)).toEqual([])
  })
})
