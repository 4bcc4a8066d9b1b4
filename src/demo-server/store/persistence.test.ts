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
  it('deleted files stay deleted and uploaded ones stay, after a restart', async () => {
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

  it('a kill right after an answer loses nothing: the disk has it before the answer', async () => {
    const first = await start({ dataDir })
    await first.del(english)
    const filetoken = await first.upload('x.txt', 'kept')
    await first.post(secondFile, { filetoken })
    // No close: the second server sees what a killed first one leaves behind.
    const second = await start({ dataDir })
    expect(filesOf(second, 101)).not.toContain('en/a.png')
    expect((await second.get(`${secondFile}&filename=x.txt`)).text).toBe('kept')
  })

  it('the state can be read at any instant of many changes at once', async () => {
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

  it('a half-written state and files that nobody knows are swept at the next start', async () => {
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
    'a state that reads %o gives way to the seed',
    async (text) => {
      writeFileSync(join(dataDir, 'state.json'), text)
      expect(filesOf(await start({ dataDir }), 101)).toHaveLength(5)
    },
  )

  it('the state of another seed gives way to the seed', async () => {
    const first = await start({ dataDir })
    await first.del(english)
    await first.server.close()
    const demo = await start({ dataDir, seed: 'demo' })
    expect(demo.server.store.all().length).toBeGreaterThan(400)
  })

  it('no name of a user touches the disk', async () => {
    const client = await start({ dataDir })
    const filetoken = await client.upload('x', 'x', `?filename=${encodeURIComponent('..\\..\\evil.txt')}`)
    await client.post(secondFile, { filetoken, relativePath: '../../../up' })
    await client.server.store.put({ segmentId: 102, name: '../../evil.txt', bytes: 'x' })
    expect(readdirSync(dataDir).sort()).toEqual(['blobs', 'state.json'])
    for (const name of blobs()) expect(name).toMatch(/^[0-9a-f]{32}$/)
  })

  it('the bytes go with the last file that needs them', async () => {
    const client = await start({ dataDir, switches: { mediaToken: 'single-use' } })
    await client.post(secondFile, { filetoken: await client.upload('x.txt', 'one') })
    expect(blobs()).toHaveLength(1)
    await client.post(secondFile, { filetoken: await client.upload('x.txt', 'two') })
    expect(blobs()).toHaveLength(1)
    await client.del(`${secondFile}&filename=x.txt`)
    expect(blobs()).toEqual([])
  })

  it('a reset brings the seed back, for good, and ends no session', async () => {
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
  it('a restart begins with the seed', async () => {
    const first = await start()
    await first.del(english)
    await first.server.close()
    expect(filesOf(await start(), 101)).toHaveLength(5)
  })

  it('a big upload lives in a temporary folder that goes with the server', async () => {
    const temporary = () => readdirSync(tmpdir()).filter((name) => /^refshelf-demo-(?!test)/.test(name))
    const before = temporary()
    const client = await start()
    await client.upload('big.bin', Buffer.alloc(3 * 1024 * 1024))
    expect(temporary().length).toBe(before.length + 1)
    await client.server.close()
    expect(temporary()).toEqual(before)
  })

  it('a reset brings the seed back', async () => {
    const client = await start()
    await client.del(english)
    await client.server.reset()
    expect(filesOf(client, 101)).toHaveLength(5)
  })
})

describe('the store, past the API,', () => {
  it('finds, reads, puts, replaces and removes exactly one place', async () => {
    const { server } = await start()
    const place = { segmentId: 101, locale: 'en', name: 'a.png' }
    expect(Buffer.from(await server.store.readBytes(place)).toString()).toBe('english')
    const before = server.store.find(place)
    await server.store.put({ ...place, bytes: { size: 3, fill: 66 } })
    expect(server.store.find(place)).toMatchObject({ size: 3, created: before?.created })
    expect(server.store.find(place)?.modified).not.toBe(before?.modified)
    expect(Buffer.from(await server.store.readBytes(place)).toString()).toBe('BBB')
    expect([await server.store.remove(place), await server.store.remove(place)]).toEqual([true, false])
    expect(server.store.ofSegment(101)).toHaveLength(4)
  })
})
