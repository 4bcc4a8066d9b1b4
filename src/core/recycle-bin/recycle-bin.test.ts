import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fault } from '../../demo-server'
import { RecycleBinHarness } from '../../testing/recycle-bin-harness'
import type { Asset } from '../../shared/asset'

const dayMs = 24 * 60 * 60 * 1_000
const downloads = { method: 'GET', path: /\/assets\/\d+\?.*filename=/ }

describe('the recycle bin', () => {
  let harness: RecycleBinHarness

  beforeEach(async () => {
    harness = await RecycleBinHarness.start()
  })
  afterEach(() => harness.close())

  const context = (runId = 'job-1') => ({ open: harness.open, runId, why: 'to-delete' as const })

  describe('a copy', () => {
    it('has the bytes, their hash, and their origin', async () => {
      const id = await harness.backUp('#1 100%.png')
      const entry = await harness.bin.findCopy(id)
      expect(entry).toMatchObject({
        identity: { segmentId: 1, locale: 'de', relativePath: 'ui/menu', name: '#1 100%.png' },
        size: 7,
        sha256: createHash('sha256').update('picture').digest('hex'),
        contentType: 'image/png',
        projectId: 7214,
        serverKey: harness.server.url,
        host: new URL(harness.server.url).host,
        accountId: 'demo',
        connectionName: 'Acme',
        jobId: 'job-1',
        keptAt: harness.clock.now(),
        expiresAt: harness.clock.now() + 30 * dayMs,
        restoredAt: null,
      })
      expect(new TextDecoder().decode(harness.disk.files.get(`copies/${id}`))).toBe('picture')
    })

    it('is made of an empty file too', async () => {
      const id = await harness.backUp('empty.txt')
      expect(await harness.bin.findCopy(id)).toMatchObject({ size: 0 })
    })

    it('survives a restart with its entry', async () => {
      const id = await harness.backUp('a.txt')
      harness.restart()
      expect(await harness.bin.listCopies()).toMatchObject([{ id, identity: { name: 'a.txt' } }])
    })

    it('costs one download', async () => {
      await harness.backUp('b.txt')
      expect(harness.countDownloads()).toBe(1)
    })
  })

  describe('a copy that fails', () => {
    const faults: readonly (readonly [string, Fault, RegExp])[] = [
      ['is cut, with a length', { kind: 'cut-body', afterBytes: 900, framing: 'length' }, /broke-off/],
      ['is cut, chunked', { kind: 'cut-body', afterBytes: 900, framing: 'chunked' }, /broke-off/],
      ['is cut, without a length', { kind: 'cut-body', afterBytes: 900, framing: 'close' }, /too-short/],
      ['is cut before the first byte', { kind: 'cut-body', afterBytes: 0, framing: 'close' }, /too-short/],
      ['announces more bytes', { kind: 'wrong-length', by: 10 }, /size-differs/],
      ['announces fewer bytes', { kind: 'wrong-length', by: -10 }, /size-differs/],
      ['is dropped before processing', { kind: 'drop', when: 'before-work' }, /unreachable/],
      ['is dropped after processing', { kind: 'drop', when: 'after-work', reset: true }, /unreachable/],
      ['never starts', { kind: 'hang', where: 'before-headers' }, /timed-out/],
      ['hangs after the headers', { kind: 'hang', where: 'after-headers' }, /timed-out|broke-off/],
      ['hangs in the middle', { kind: 'hang', where: 'mid-body' }, /timed-out|broke-off/],
      ['comes from a proxy', { kind: 'html', status: 200 }, /size-differs/],
      ['has status 500', { kind: 'status', status: 500 }, /server-error/],
      ['has status 404', { kind: 'html', status: 404 }, /refused/],
      ['is a redirect', { kind: 'redirect', status: 302, location: 'http://127.0.0.1:9/' }, /unreachable/],
      ['is throttled every time', { kind: 'throttle' }, /throttled/],
    ]

    it.each(faults)(
      'reports the cause and leaves nothing on disk if the response %s',
      async (_, fault, reason) => {
        harness.server.faults.add({ match: downloads, fault })
        expect(await harness.backUp('b.txt')).toMatch(reason)
        expect(harness.blobPaths()).toEqual([])
        expect(await harness.bin.listCopies()).toEqual([])
      },
    )

    it('does not affect the next file', async () => {
      harness.server.faults.add({
        match: { ...downloads, nth: 1 },
        fault: { kind: 'cut-body', afterBytes: 5 },
      })
      expect(await harness.backUp('a.txt')).toMatch(/^failed/)
      expect(await harness.backUp('b.txt')).not.toMatch(/^failed/)
    })

    it('is retried only after a 429', async () => {
      const remove = harness.server.faults.add({
        match: downloads,
        fault: { kind: 'drop', when: 'before-work' },
      })
      await harness.backUp('a.txt')
      expect(harness.countDownloads()).toBe(1)
      remove()
      harness.server.faults.add({
        match: { ...downloads, nth: 1, every: 1, times: 2 },
        fault: { kind: 'throttle' },
      })
      expect(await harness.backUp('a.txt')).not.toMatch(/^failed/)
      expect(harness.countDownloads()).toBe(4)
    })

    it('reports a file that is longer than listed, without reading all of it', async () => {
      const asset = await harness.findAsset('b.txt')
      await harness.server.store.put({ segmentId: 2, name: 'b.txt', bytes: { size: 50_000_000 } })
      harness.server.faults.add({
        match: downloads,
        fault: { kind: 'cut-body', afterBytes: 50_000_000, framing: 'close' },
      })
      expect(await harness.bin.backUp(asset, context())).toMatchObject({ ok: false, failure: 'too-long' })
      expect(harness.blobPaths()).toEqual([])
    })

    it('reports a file that is listed without a size', async () => {
      const asset: Asset = { ...(await harness.findAsset('a.txt')), size: null }
      expect(await harness.bin.backUp(asset, context())).toMatchObject({ failure: 'size-unknown' })
      expect(harness.countDownloads()).toBe(0)
    })

    it.each([
      ['ENOSPC', 'disk-full'],
      ['EACCES', 'no-permission'],
      ['EIO', 'storage'],
    ])('reports the disk error %s', async (code, failure) => {
      harness.disk.fault = (operation, path) =>
        operation === 'write' && path.startsWith('copies/') ? code : null
      expect(await harness.backUp('a.txt')).toBe(`failed: ${failure}`)
    })

    it('leaves no partial file if the disk fills up', async () => {
      await harness.bin.listCopies()
      harness.disk.capacity = harness.disk.used() + 60_000
      expect(await harness.backUp('b.txt')).toBe('failed: disk-full')
      expect(harness.blobPaths()).toEqual([])
      expect(await harness.backUp('a.txt')).not.toMatch(/^failed/)
    })

    it('removes its bytes if its entry cannot be written', async () => {
      harness.disk.fault = (operation, path) =>
        operation === 'append' && path.startsWith('bin/') ? 'ENOSPC' : null
      expect(await harness.backUp('a.txt')).toBe('failed: disk-full')
      expect(harness.blobPaths()).toEqual([])
    })

    it('is refused while the log is damaged, and no existing copy is changed', async () => {
      await harness.backUp('a.txt')
      await harness.backUp('b.txt')
      const log = harness.disk.files.get('bin/bin.log') ?? new Uint8Array()
      const damaged = log.map((byte, i) => (i === 200 ? byte ^ 1 : byte))
      harness.disk.files.set('bin/bin.log', damaged)
      harness.restart()
      expect(await harness.backUp('#1 100%.png')).toBe('failed: bin-unreadable')
      expect(await harness.bin.measureSpace()).toMatchObject({ isReadOnly: true })
      expect(await harness.bin.checkSpace(1)).toMatchObject({ fits: false, why: 'unreadable' })
      expect(harness.blobPaths()).toHaveLength(2)
    })
  })

  describe('an existing copy', () => {
    it('is reused if the listing shows the same file and its bytes are intact', async () => {
      const first = await harness.backUp('a.txt', 'job-1')
      harness.clock.advance(dayMs)
      expect(await harness.backUp('a.txt', 'job-2')).toBe(first)
      expect(harness.countDownloads()).toBe(1)
      expect(await harness.bin.listCopies()).toMatchObject([{ jobId: 'job-2', keptAt: harness.clock.now() }])
    })

    it('is not reused if the listing shows another date, another size, or no date', async () => {
      const first = await harness.backUp('a.txt')
      await harness.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'c'.repeat(5_000) })
      const second = await harness.backUp('a.txt')
      expect(second).not.toBe(first)
      const third = await harness.bin.backUp(
        { ...(await harness.findAsset('a.txt')), modifiedDate: null },
        context(),
      )
      expect(third).toMatchObject({ ok: true })
      expect(harness.countDownloads()).toBe(3)
    })

    it('is not reused if one of its bytes has changed', async () => {
      const first = await harness.backUp('a.txt')
      harness.disk.files.set(`copies/${first}`, new TextEncoder().encode(`b${'a'.repeat(4_999)}`))
      expect(await harness.backUp('a.txt')).not.toBe(first)
      expect(harness.countDownloads()).toBe(2)
    })

    it('is not reused for another account or another server', async () => {
      const first = await harness.backUp('a.txt')
      const asset = await harness.findAsset('a.txt')
      const account = { ...harness.open, connection: { ...harness.open.connection, accountId: 'other' } }
      const server = { ...harness.open, serverKey: 'https://other.example' }
      for (const open of [account, server]) {
        const backup = await harness.bin.backUp(asset, { ...context(), open })
        expect(backup.ok && backup.copyId).not.toBe(first)
      }
    })
  })

  describe('at the start', () => {
    it('keeps blobs that have no entry, and lists no copy without bytes', async () => {
      const intact = await harness.backUp('a.txt')
      const missing = await harness.backUp('b.txt')
      harness.disk.files.delete(`copies/${missing}`)
      harness.disk.files.set('copies/orphan', new Uint8Array(9))
      harness.restart()
      expect((await harness.bin.listCopies()).map(({ id }) => id)).toEqual([intact])
      expect(harness.blobPaths().sort()).toEqual([`copies/${intact}`, 'copies/orphan'].sort())
    })
  })

  describe('purge', () => {
    it('removes the bytes and the entry permanently', async () => {
      const id = await harness.backUp('a.txt')
      expect(await harness.bin.purgeCopies([id, 'unknown'])).toEqual({ removed: 1, notRemoved: 0 })
      expect(harness.blobPaths()).toEqual([])
      harness.restart()
      expect(await harness.bin.listCopies()).toEqual([])
    })

    it('keeps copies of an unfinished deletion run', async () => {
      const id = await harness.backUp('a.txt', 'job-9')
      harness.openRuns.add('job-9')
      expect(await harness.bin.purgeCopies([id])).toEqual({ removed: 0, notRemoved: 1 })
      expect(harness.blobPaths()).toHaveLength(1)
    })
  })

  describe('retention', () => {
    it('removes expired copies, but none of an unfinished deletion run', async () => {
      await harness.backUp('a.txt', 'job-1')
      await harness.backUp('b.txt', 'job-2')
      harness.openRuns.add('job-2')
      harness.clock.advance(30 * dayMs - 1)
      expect(await harness.bin.removeExpired()).toBe(0)
      harness.clock.advance(1)
      expect(await harness.bin.removeExpired()).toBe(0)
      harness.clock.advance(7 * dayMs)
      expect(await harness.bin.removeExpired()).toBe(1)
      expect((await harness.bin.listCopies()).map(({ identity }) => identity.name)).toEqual(['b.txt'])
    })

    it('evicts the oldest copies, and no more than needed', async () => {
      harness.limits = { ...harness.limits, binBytes: 205_007 }
      await harness.backUp('#1 100%.png')
      harness.clock.advance(1_000)
      await harness.backUp('a.txt')
      harness.clock.advance(dayMs)
      await harness.backUp('b.txt')
      expect((await harness.bin.listCopies()).map(({ identity }) => identity.name)).toEqual([
        'b.txt',
        'a.txt',
        '#1 100%.png',
      ])
      await harness.server.store.put({ segmentId: 1, name: 'new.txt', bytes: '1234567' })
      await harness.backUp('new.txt')
      expect((await harness.bin.listCopies()).map(({ identity }) => identity.name)).toEqual([
        'new.txt',
        'b.txt',
        'a.txt',
      ])
    })

    it('refuses a copy rather than evict one of the last day, or of an unfinished deletion run', async () => {
      harness.limits = { ...harness.limits, binBytes: 201_000 }
      await harness.backUp('a.txt', 'job-1')
      expect(await harness.backUp('b.txt')).toBe('failed: bin-full')
      harness.clock.advance(dayMs - 1)
      expect(await harness.backUp('b.txt')).toBe('failed: bin-full')
      harness.clock.advance(1)
      harness.openRuns.add('job-1')
      expect(await harness.backUp('b.txt')).toBe('failed: bin-full')
      harness.openRuns.clear()
      expect(await harness.backUp('b.txt')).not.toMatch(/^failed/)
    })

    it('reserves space only once for concurrent copies', async () => {
      harness.limits = { ...harness.limits, binBytes: 5_003 }
      const assets = [await harness.findAsset('a.txt'), await harness.findAsset('#1 100%.png')]
      const backups = await Promise.all(assets.map((asset) => harness.bin.backUp(asset, context())))
      expect(backups.filter(({ ok }) => ok)).toHaveLength(1)
      expect((await harness.bin.measureSpace()).usedBytes).toBeLessThanOrEqual(5_003)
    })

    it('checks in advance whether a plan fits', async () => {
      harness.limits = { ...harness.limits, binBytes: 10_000 }
      await harness.backUp('a.txt')
      expect(await harness.bin.checkSpace(5_000)).toEqual({ fits: true })
      expect(await harness.bin.checkSpace(5_001)).toEqual({ fits: false, why: 'limit', space: 5_000 })
      harness.clock.advance(dayMs)
      expect(await harness.bin.checkSpace(10_000)).toEqual({ fits: true })
      harness.disk.capacity = harness.disk.used() + 100
      expect(await harness.bin.checkSpace(5_000)).toEqual({ fits: false, why: 'disk', space: 100 })
    })
  })
})
