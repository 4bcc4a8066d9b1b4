import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fault } from '../../demo-server'
import { BinBench } from '../../testing/bin-bench'
import type { Asset } from '../../shared/asset'

const dayMs = 24 * 60 * 60 * 1_000
const downloads = { method: 'GET', path: /\/assets\/\d+\?.*filename=/ }

describe('the recycle bin', () => {
  let bench: BinBench

  beforeEach(async () => {
    bench = await BinBench.start()
  })
  afterEach(() => bench.close())

  const facts = (jobId = 'job-1') => ({ origin: bench.origin, jobId, why: 'to-delete' as const })

  describe('a copy', () => {
    it('holds the bytes, their hash, and where they came from', async () => {
      const id = await bench.keep('#1 100%.png')
      const entry = await bench.bin.find(id)
      expect(entry).toMatchObject({
        identity: { segmentId: 1, locale: 'de', relativePath: 'ui/menu', name: '#1 100%.png' },
        size: 7,
        sha256: createHash('sha256').update('picture').digest('hex'),
        contentType: 'image/png',
        projectId: 7214,
        serverKey: bench.server.url,
        host: new URL(bench.server.url).host,
        accountId: 'demo',
        connectionName: 'Acme',
        jobId: 'job-1',
        keptAt: bench.clock.now(),
        expiresAt: bench.clock.now() + 30 * dayMs,
        restoredAt: null,
      })
      expect(new TextDecoder().decode(bench.disk.files.get(`copies/${id}`))).toBe('picture')
    })

    it('is kept of an empty file too', async () => {
      const id = await bench.keep('empty.txt')
      expect(await bench.bin.find(id)).toMatchObject({ size: 0 })
    })

    it('survives a restart with its entry', async () => {
      const id = await bench.keep('a.txt')
      bench.restart()
      expect(await bench.bin.list()).toMatchObject([{ id, identity: { name: 'a.txt' } }])
    })

    it('costs one download', async () => {
      await bench.keep('b.txt')
      expect(bench.downloads()).toBe(1)
    })
  })

  describe('a copy that fails', () => {
    const faults: readonly (readonly [string, Fault, RegExp])[] = [
      ['cut, with a length', { kind: 'cut-body', afterBytes: 900, framing: 'length' }, /broke-off/],
      ['cut, chunked', { kind: 'cut-body', afterBytes: 900, framing: 'chunked' }, /broke-off/],
      ['cut, without any length', { kind: 'cut-body', afterBytes: 900, framing: 'close' }, /too-short/],
      ['cut before the first byte', { kind: 'cut-body', afterBytes: 0, framing: 'close' }, /too-short/],
      ['announced longer', { kind: 'wrong-length', by: 10 }, /size-differs/],
      ['announced shorter', { kind: 'wrong-length', by: -10 }, /size-differs/],
      ['dropped before the work', { kind: 'drop', when: 'before-work' }, /unreachable/],
      ['dropped after the work', { kind: 'drop', when: 'after-work', reset: true }, /unreachable/],
      ['without a first byte', { kind: 'hang', where: 'before-headers' }, /timed-out/],
      ['that stops after the headers', { kind: 'hang', where: 'after-headers' }, /timed-out|broke-off/],
      ['that stops in the middle', { kind: 'hang', where: 'mid-body' }, /timed-out|broke-off/],
      ['answered by a proxy', { kind: 'html', status: 200 }, /size-differs/],
      ['answered 500', { kind: 'status', status: 500 }, /server-error/],
      ['answered 404', { kind: 'html', status: 404 }, /refused/],
      ['redirected', { kind: 'redirect', status: 302, location: 'http://127.0.0.1:9/' }, /unreachable/],
      ['throttled to the end', { kind: 'throttle' }, /throttled/],
    ]

    it.each(faults)('says why when it was %s, and leaves nothing on the disk', async (_, fault, reason) => {
      bench.server.faults.add({ match: downloads, fault })
      expect(await bench.keep('b.txt')).toMatch(reason)
      expect(bench.blobs()).toEqual([])
      expect(await bench.bin.list()).toEqual([])
    })

    it('leaves the next file alone', async () => {
      bench.server.faults.add({ match: { ...downloads, nth: 1 }, fault: { kind: 'cut-body', afterBytes: 5 } })
      expect(await bench.keep('a.txt')).toMatch(/^failed/)
      expect(await bench.keep('b.txt')).not.toMatch(/^failed/)
    })

    it('is not tried again, but after a 429 is', async () => {
      const remove = bench.server.faults.add({
        match: downloads,
        fault: { kind: 'drop', when: 'before-work' },
      })
      await bench.keep('a.txt')
      expect(bench.downloads()).toBe(1)
      remove()
      bench.server.faults.add({
        match: { ...downloads, nth: 1, every: 1, times: 2 },
        fault: { kind: 'throttle' },
      })
      expect(await bench.keep('a.txt')).not.toMatch(/^failed/)
      expect(bench.downloads()).toBe(4)
    })

    it('says that a file is longer than listed, without reading it to its end', async () => {
      const asset = await bench.find('b.txt')
      await bench.server.store.put({ segmentId: 2, name: 'b.txt', bytes: { size: 50_000_000 } })
      bench.server.faults.add({
        match: downloads,
        fault: { kind: 'cut-body', afterBytes: 50_000_000, framing: 'close' },
      })
      expect(await bench.bin.keep(asset, facts())).toMatchObject({ ok: false, failure: 'too-long' })
      expect(bench.blobs()).toEqual([])
    })

    it('says that the server tells no size', async () => {
      const asset: Asset = { ...(await bench.find('a.txt')), size: null }
      expect(await bench.bin.keep(asset, facts())).toMatchObject({ failure: 'size-unknown' })
      expect(bench.downloads()).toBe(0)
    })

    it.each([
      ['ENOSPC', 'disk-full'],
      ['EACCES', 'no-permission'],
      ['EIO', 'storage'],
    ])('says what the disk said: %s', async (code, failure) => {
      bench.disk.fault = (operation, path) =>
        operation === 'write' && path.startsWith('copies/') ? code : null
      expect(await bench.keep('a.txt')).toBe(`failed: ${failure}`)
    })

    it('leaves no half file on a disk that fills up in the middle', async () => {
      await bench.bin.list()
      bench.disk.capacity = bench.disk.used() + 60_000
      expect(await bench.keep('b.txt')).toBe('failed: disk-full')
      expect(bench.blobs()).toEqual([])
      expect(await bench.keep('a.txt')).not.toMatch(/^failed/)
    })

    it('takes its bytes back when its entry cannot be written', async () => {
      bench.disk.fault = (operation, path) =>
        operation === 'append' && path.startsWith('bin/') ? 'ENOSPC' : null
      expect(await bench.keep('a.txt')).toBe('failed: disk-full')
      expect(bench.blobs()).toEqual([])
    })

    it('is refused while the list of copies is damaged, and nothing of it is touched', async () => {
      await bench.keep('a.txt')
      await bench.keep('b.txt')
      const log = bench.disk.files.get('bin/bin.log') ?? new Uint8Array()
      const damaged = log.map((byte, at) => (at === 200 ? byte ^ 1 : byte))
      bench.disk.files.set('bin/bin.log', damaged)
      bench.restart()
      expect(await bench.keep('#1 100%.png')).toBe('failed: bin-unreadable')
      expect(await bench.bin.space()).toMatchObject({ isReadOnly: true })
      expect(await bench.bin.canHold(1)).toMatchObject({ fits: false, why: 'unreadable' })
      expect(bench.blobs()).toHaveLength(2)
    })
  })

  describe('bytes that are here already', () => {
    it('serve again while the listing shows the same file and they have their hash', async () => {
      const first = await bench.keep('a.txt', 'job-1')
      bench.clock.advance(dayMs)
      expect(await bench.keep('a.txt', 'job-2')).toBe(first)
      expect(bench.downloads()).toBe(1)
      expect(await bench.bin.list()).toMatchObject([{ jobId: 'job-2', keptAt: bench.clock.now() }])
    })

    it('do not serve where the listing shows another date, another size, or no date', async () => {
      const first = await bench.keep('a.txt')
      await bench.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'c'.repeat(5_000) })
      const second = await bench.keep('a.txt')
      expect(second).not.toBe(first)
      const third = await bench.bin.keep({ ...(await bench.find('a.txt')), modifiedDate: null }, facts())
      expect(third).toMatchObject({ ok: true })
      expect(bench.downloads()).toBe(3)
    })

    it('do not serve once a byte of them is another', async () => {
      const first = await bench.keep('a.txt')
      bench.disk.files.set(`copies/${first}`, new TextEncoder().encode(`b${'a'.repeat(4_999)}`))
      expect(await bench.keep('a.txt')).not.toBe(first)
      expect(bench.downloads()).toBe(2)
    })

    it('do not serve another account or another server', async () => {
      const first = await bench.keep('a.txt')
      const asset = await bench.find('a.txt')
      const account = { ...bench.origin, connection: { ...bench.origin.connection, accountId: 'other' } }
      const server = { ...bench.origin, serverKey: 'https://other.example' }
      for (const origin of [account, server]) {
        const kept = await bench.bin.keep(asset, { ...facts(), origin })
        expect(kept.ok && kept.copyId).not.toBe(first)
      }
    })
  })

  describe('at the start', () => {
    it('removes bytes that no entry speaks of, and tells of no copy without bytes', async () => {
      const whole = await bench.keep('a.txt')
      const lost = await bench.keep('b.txt')
      bench.disk.files.delete(`copies/${lost}`)
      bench.disk.files.set('copies/orphan', new Uint8Array(9))
      bench.restart()
      expect((await bench.bin.list()).map(({ id }) => id)).toEqual([whole])
      expect(bench.blobs()).toEqual([`copies/${whole}`])
    })

    it('survives a cut of its log at every byte: what is listed has its bytes, what is not has left none', async () => {
      await bench.keep('#1 100%.png')
      await bench.keep('a.txt')
      const log = bench.disk.files.get('bin/bin.log') ?? new Uint8Array()
      const blobs = bench
        .blobs()
        .map((path) => [path, bench.disk.files.get(path) ?? new Uint8Array()] as const)
      const counts = new Set<number>()
      for (let cut = 0; cut <= log.length; cut += 1) {
        bench.disk.files.set('bin/bin.log', log.slice(0, cut))
        for (const [path, bytes] of blobs) bench.disk.files.set(path, bytes)
        bench.restart()
        const listed = await bench.bin.list()
        counts.add(listed.length)
        expect(bench.blobs().sort()).toEqual(listed.map(({ id }) => `copies/${id}`).sort())
      }
      expect([...counts].sort()).toEqual([0, 1, 2])
    })
  })

  describe('purge', () => {
    it('removes the bytes and the entry, for good', async () => {
      const id = await bench.keep('a.txt')
      expect(await bench.bin.purge([id, 'unknown'])).toEqual({ removed: 1, held: 0 })
      expect(bench.blobs()).toEqual([])
      bench.restart()
      expect(await bench.bin.list()).toEqual([])
    })

    it('leaves copies of a job that has not ended', async () => {
      const id = await bench.keep('a.txt', 'job-9')
      bench.openJobs.add('job-9')
      expect(await bench.bin.purge([id])).toEqual({ removed: 0, held: 1 })
      expect(bench.blobs()).toHaveLength(1)
    })
  })

  describe('retention', () => {
    it('removes copies when their time is over, but none of a job that has not ended', async () => {
      await bench.keep('a.txt', 'job-1')
      await bench.keep('b.txt', 'job-2')
      bench.openJobs.add('job-2')
      bench.clock.advance(30 * dayMs - 1)
      expect(await bench.bin.removeExpired()).toBe(0)
      bench.clock.advance(1)
      expect(await bench.bin.removeExpired()).toBe(1)
      expect((await bench.bin.list()).map(({ identity }) => identity.name)).toEqual(['b.txt'])
    })

    it('makes room with the oldest copies, and only as much as is needed', async () => {
      bench.limits = { ...bench.limits, binBytes: 205_007 }
      await bench.keep('#1 100%.png')
      bench.clock.advance(1_000)
      await bench.keep('a.txt')
      bench.clock.advance(dayMs)
      await bench.keep('b.txt')
      expect((await bench.bin.list()).map(({ identity }) => identity.name)).toEqual([
        'b.txt',
        'a.txt',
        '#1 100%.png',
      ])
      await bench.server.store.put({ segmentId: 1, name: 'new.txt', bytes: '1234567' })
      await bench.keep('new.txt')
      expect((await bench.bin.list()).map(({ identity }) => identity.name)).toEqual([
        'new.txt',
        'b.txt',
        'a.txt',
      ])
    })

    it('refuses a copy rather than evict one of the last day, or of a job that has not ended', async () => {
      bench.limits = { ...bench.limits, binBytes: 201_000 }
      await bench.keep('a.txt', 'job-1')
      expect(await bench.keep('b.txt')).toBe('failed: bin-full')
      bench.clock.advance(dayMs - 1)
      expect(await bench.keep('b.txt')).toBe('failed: bin-full')
      bench.clock.advance(1)
      bench.openJobs.add('job-1')
      expect(await bench.keep('b.txt')).toBe('failed: bin-full')
      bench.openJobs.clear()
      expect(await bench.keep('b.txt')).not.toMatch(/^failed/)
    })

    it('gives room away once, however many copies are made at the same time', async () => {
      bench.limits = { ...bench.limits, binBytes: 5_003 }
      const assets = [await bench.find('a.txt'), await bench.find('#1 100%.png')]
      const kept = await Promise.all(assets.map((asset) => bench.bin.keep(asset, facts())))
      expect(kept.filter(({ ok }) => ok)).toHaveLength(1)
      expect((await bench.bin.space()).usedBytes).toBeLessThanOrEqual(5_003)
    })

    it('tells beforehand whether a plan fits', async () => {
      bench.limits = { ...bench.limits, binBytes: 10_000 }
      await bench.keep('a.txt')
      expect(await bench.bin.canHold(5_000)).toEqual({ fits: true })
      expect(await bench.bin.canHold(5_001)).toEqual({ fits: false, why: 'limit', room: 5_000 })
      bench.clock.advance(dayMs)
      expect(await bench.bin.canHold(10_000)).toEqual({ fits: true })
      bench.disk.capacity = bench.disk.used() + 100
      expect(await bench.bin.canHold(5_000)).toEqual({ fits: false, why: 'disk', room: 100 })
    })
  })
})
