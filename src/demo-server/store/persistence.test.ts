import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { filesOf, useDemoServer } from '../test-support'

const start = useDemoServer(afterEach)
const english = '/api/resources/assets/101?scope=pr7214&filename=a.png&locale=en'
const secondFile = '/api/resources/assets/102?scope=pr7214'

let dataDir = ''
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'refshelf-demo-test-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const blobs = () => readdirSync(join(dataDir, 'blobs'))

describe('with a data folder', () => {
  it('keeps deletions and uploads across a restart', async () => {
    const first = await start({ dataDir })
    await first.del(english)
    const filetoken = await first.upload('neu #1.txt', 'kept')
    const attached = await first.post(secondFile, { filetoken, locale: 'de', relativePath: 'a/b' })
    await first.server.close()

    const second = await start({ dataDir })
    expect(filesOf(second, 101)).not.toContain('en/a.png')
    expect(filesOf(second, 102)).toEqual(['-/b.txt', 'de/a/b/neu #1.txt'])
    const listed = await second.get('/api/resources/assets/102/list?scope=pr7214')
    expect(listed.json).toContainEqual(attached.json)
    const path = `${secondFile}&filename=neu%20%231.txt&locale=de&relativePath=a%2Fb`
    expect((await second.get(path)).text).toBe('kept')
  })

  it('saves a change before it responds, so that a kill loses nothing', async () => {
    const first = await start({ dataDir })
    await first.del(english)
    const filetoken = await first.upload('x.txt', 'kept')
    await first.post(secondFile, { filetoken })
    // The first server is not closed, as if it had been killed.
    const second = await start({ dataDir })
    expect(filesOf(second, 101)).not.toContain('en/a.png')
    expect((await second.get(`${secondFile}&filename=x.txt`)).text).toBe('kept')
  })

  it('keeps the state file valid at every moment of concurrent changes', async () => {
    const client = await start({ dataDir })
    const filetoken = await client.upload('x.txt', 'x')
    const progress = { isDone: false }
    const changes = Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        client.post(secondFile, { filetoken, relativePath: `f${index}` }),
      ),
    ).then(() => (progress.isDone = true))
    let reads = 0
    while (!progress.isDone) {
      await new Promise((resolve) => setImmediate(resolve))
      const text = readdirSync(dataDir).includes('state.json')
        ? readFileSync(join(dataDir, 'state.json'), 'utf8')
        : '{}'
      expect(() => JSON.parse(text) as unknown).not.toThrow()
      reads += 1
    }
    await changes
    expect(reads).toBeGreaterThan(3)
    await client.server.close()
    expect(filesOf(await start({ dataDir }), 102)).toHaveLength(41)
  })

  it('removes a partial state file and orphaned blobs at the next start', async () => {
    const first = await start({ dataDir })
    await first.upload('never attached.txt', 'x')
    await first.server.close()
    expect(blobs()).toHaveLength(1)
    writeFileSync(join(dataDir, 'state.json.new'), '{"version":1,"go')
    const second = await start({ dataDir })
    expect(blobs()).toEqual([])
    await second.del(english)
    await second.server.close()
    expect(filesOf(await start({ dataDir }), 101)).toHaveLength(4)
  })

  it.each(['', '{"version":1,"go', '[]', '{"version":99}'])(
    'ignores the invalid state %o and starts from the seed',
    async (text) => {
      writeFileSync(join(dataDir, 'state.json'), text)
      expect(filesOf(await start({ dataDir }), 101)).toHaveLength(5)
    },
  )

  it('ignores the state of another seed', async () => {
    const first = await start({ dataDir })
    await first.del(english)
    await first.server.close()
    const demo = await start({ dataDir, seed: 'demo' })
    expect(demo.server.store.all().length).toBeGreaterThan(400)
  })

  it('uses no user-supplied name on disk', async () => {
    const client = await start({ dataDir })
    const filetoken = await client.upload('x', 'x', `?filename=${encodeURIComponent('..\\..\\evil.txt')}`)
    await client.post(secondFile, { filetoken, relativePath: '../../../up' })
    await client.server.store.put({ segmentId: 102, name: '../../evil.txt', bytes: 'x' })
    expect(readdirSync(dataDir).sort()).toEqual(['blobs', 'state.json'])
    for (const name of blobs()) expect(name).toMatch(/^[0-9a-f]{32}$/)
  })

  it('removes a blob with the last file that uses it', async () => {
    const client = await start({ dataDir, switches: { mediaToken: 'single-use' } })
    await client.post(secondFile, { filetoken: await client.upload('x.txt', 'one') })
    expect(blobs()).toHaveLength(1)
    await client.post(secondFile, { filetoken: await client.upload('x.txt', 'two') })
    expect(blobs()).toHaveLength(1)
    await client.del(`${secondFile}&filename=x.txt`)
    expect(blobs()).toEqual([])
  })

  it('resets to the seed permanently without ending sessions', async () => {
    const first = await start({ dataDir })
    await first.del(english)
    await first.post(secondFile, { filetoken: await first.upload('x.txt', 'x') })
    await first.server.reset()
    expect([filesOf(first, 101).length, filesOf(first, 102)]).toEqual([5, ['-/b.txt']])
    expect(blobs()).toEqual([])
    expect((await first.get(english)).text).toBe('english')
    await first.server.close()
    expect(filesOf(await start({ dataDir }), 101)).toHaveLength(5)
  })
})

describe('without a data folder', () => {
  it('restarts from the seed', async () => {
    const first = await start()
    await first.del(english)
    await first.server.close()
    expect(filesOf(await start(), 101)).toHaveLength(5)
  })

  it('keeps a large upload in a temporary folder until the server closes', async () => {
    const temporary = () => readdirSync(tmpdir()).filter((name) => /^refshelf-demo-(?!test)/.test(name))
    const before = temporary()
    const client = await start()
    await client.upload('big.bin', Buffer.alloc(3 * 1024 * 1024))
    expect(temporary().length).toBe(before.length + 1)
    await client.server.close()
    expect(temporary()).toEqual(before)
  })

  it('resets to the seed', async () => {
    const client = await start()
    await client.del(english)
    await client.server.reset()
    expect(filesOf(client, 101)).toHaveLength(5)
  })
})

describe('direct access to the store', () => {
  it('finds, reads, replaces and removes exactly one file', async () => {
    const { server } = await start()
    const location = { segmentId: 101, locale: 'en', name: 'a.png' }
    expect(Buffer.from(await server.store.readBytes(location)).toString()).toBe('english')
    const before = server.store.find(location)
    await server.store.put({ ...location, bytes: { size: 3, fill: 66 } })
    expect(server.store.find(location)).toMatchObject({ size: 3, created: before?.created })
    expect(server.store.find(location)?.modified).not.toBe(before?.modified)
    expect(Buffer.from(await server.store.readBytes(location)).toString()).toBe('BBB')
    expect([await server.store.remove(location), await server.store.remove(location)]).toEqual([true, false])
    expect(server.store.ofSegment(101)).toHaveLength(4)
  })
})
