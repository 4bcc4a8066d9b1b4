import { describe, expect, it } from 'vitest'
import type { SelectedAsset } from '../../shared/deletion'
import { MemoryCache } from '../../testing/memory-cache'
import { nodeHash } from '../../testing/memory-ports'
import { MemoryDisk } from '../../testing/memory-storage'
import { assetKey } from '../assets/asset-key'
import { KeptFiles } from './kept-files'
import type { FileVersion } from './kept-name'

const account = '["https://a.example","acme"]'
const lantern: SelectedAsset = {
  context: { family: 'classic', scope: 'pr7214' },
  segmentId: 27665601,
  locale: 'en',
  relativePath: 'views',
  name: 'lantern.png',
  size: 5,
  modifiedDate: '2026-03-04T06:06:00Z',
}
const other: SelectedAsset = { ...lantern, name: 'shelf.png' }

function version(file: SelectedAsset, of = account): FileVersion {
  return { account: of, file }
}

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(new TextEncoder().encode(text))
}

function bench(options: { readonly cache?: MemoryCache; readonly limit?: number } = {}) {
  const cache = options.cache ?? new MemoryCache()
  const time = { now: 1_000, limit: options.limit ?? 1_000 }
  const kept = new KeptFiles({
    files: cache,
    hash: nodeHash,
    clock: { now: () => (time.now += 1) },
    limit: () => time.limit,
  })
  const text = async (file: SelectedAsset): Promise<string | null> => {
    const found = await kept.find(version(file), 'file')
    if (found === null) return null
    const parts: Uint8Array[] = []
    for await (const part of kept.read(found.name)) parts.push(part)
    return Buffer.concat(parts).toString()
  }
  const keep = (file: SelectedAsset, ...texts: readonly string[]) =>
    kept.keep(version(file), 'file', { chunks: chunks(...texts) })
  return { cache, kept, text, keep, time }
}

function listing(...files: readonly SelectedAsset[]) {
  const assets = files.map((file) => ({
    ...file,
    ...{ key: assetKey(file), contentType: '', createdDate: null, documentId: null, projectId: null },
  }))
  return { segmentIds: [lantern.segmentId], assets }
}

describe('files that were looked at', () => {
  it('are found again by identity, size and date, and by nothing less', async () => {
    const { keep, text, kept } = bench()
    await keep(lantern, 'he', 'llo')
    expect(await text(lantern)).toBe('hello')
    const strangers: SelectedAsset[] = [
      { ...lantern, size: 6 },
      { ...lantern, modifiedDate: '2026-03-05T06:06:00Z' },
      { ...lantern, locale: 'de' },
      { ...lantern, locale: null },
      { ...lantern, relativePath: '' },
      { ...lantern, segmentId: 27665602 },
      { ...lantern, context: { family: 'classic', scope: 'jbs7214' } },
      other,
    ]
    for (const stranger of strangers) expect(await text(stranger)).toBeNull()
    expect(await kept.find(version(lantern, 'another account'), 'file')).toBeNull()
    expect(await kept.find(version(lantern), 'thumb')).toBeNull()
  })

  it('survive a restart, but for those whose version nobody can tell', async () => {
    const first = bench()
    const undated = { ...other, modifiedDate: null }
    await first.keep(lantern, 'hello')
    await first.keep(undated, 'later')
    expect(await first.text(undated)).toBe('later')
    const second = bench({ cache: first.cache })
    expect(await second.text(lantern)).toBe('hello')
    expect(await second.text(undated)).toBeNull()
    expect((await first.cache.list()).length).toBe(1)
  })

  it('leave in the order of their use when there is no more room, and never the newest', async () => {
    const { keep, text, kept, cache } = bench({ limit: 12 })
    const [first, second, third] = ['a', 'b', 'c'].map((name) => ({ ...lantern, name }))
    if (first === undefined || second === undefined || third === undefined) throw new Error('three')
    await keep(first, 'first')
    await keep(second, 'secon')
    expect(await text(first)).toBe('first')
    await keep(third, 'third')
    await kept.settled()
    expect([await text(first), await text(second), await text(third)]).toEqual(['first', null, 'third'])
    await keep(lantern, 'larger than all of the room')
    await kept.settled()
    expect(await text(lantern)).toBe('larger than all of the room')
    expect((await cache.list()).length).toBe(1)
  })

  it('leave before thumbnails do', async () => {
    const { keep, kept, text } = bench({ limit: 12 })
    await kept.keep(version(lantern), 'thumb', { chunks: chunks('thumb') })
    await keep(lantern, 'hello')
    await keep(other, 'other')
    await kept.settled()
    expect(await text(lantern)).toBeNull()
    expect(await kept.find(version(lantern), 'thumb')).not.toBeNull()
  })

  it('are written once where two want them at the same time', async () => {
    const { keep, text } = bench()
    const both = await Promise.all([keep(lantern, 'hello'), keep(lantern, 'hello')])
    expect(both[0]).toEqual(both[1])
    expect(await text(lantern)).toBe('hello')
  })

  it('leave nothing where the bytes break off, and can be kept again', async () => {
    const { kept, keep, text, cache } = bench()
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield* chunks('he')
      throw new Error('cut')
    }
    await expect(kept.keep(version(lantern), 'file', { chunks: broken() })).rejects.toThrow('cut')
    expect(await cache.list()).toEqual([])
    await keep(lantern, 'hello')
    expect(await text(lantern)).toBe('hello')
  })

  it('are not kept where they are not accepted', async () => {
    const { kept, cache } = bench()
    const refused = await kept.keep(version(lantern), 'file', { chunks: chunks('x'), accept: () => false })
    expect([refused, await cache.list()]).toEqual([null, []])
  })
})

describe('what a listing shows', () => {
  it('takes with it what is gone, what was replaced, and what nobody can tell', async () => {
    const { keep, kept, text, cache } = bench()
    const gone = { ...lantern, name: 'gone.png' }
    const undated = { ...lantern, name: 'undated.png', modifiedDate: null }
    for (const file of [lantern, other, gone, undated]) await keep(file, 'hello')
    await kept.takeListing(account, listing(lantern, { ...other, size: 6 }, undated))
    expect(await text(lantern)).toBe('hello')
    expect((await cache.list()).length).toBe(1)
  })

  it('leaves other segments and other accounts alone', async () => {
    const { keep, kept, text } = bench()
    const elsewhere = { ...lantern, segmentId: 5 }
    await keep(elsewhere, 'hello')
    await kept.keep(version(lantern, 'another'), 'file', { chunks: chunks('hello') })
    await kept.takeListing(account, listing())
    expect(await text(elsewhere)).toBe('hello')
    expect(await kept.find(version(lantern, 'another'), 'file')).not.toBeNull()
  })

  it('keeps what was seen through another scope while the file is still there', async () => {
    const { keep, kept, text } = bench()
    const byJob: SelectedAsset = { ...lantern, context: { family: 'classic', scope: 'jbs773' } }
    await keep(byJob, 'hello')
    await kept.takeListing(account, listing(lantern))
    expect(await text(byJob)).toBe('hello')
    await kept.takeListing(account, listing(other))
    expect(await text(byJob)).toBeNull()
  })

  it('also takes what is still being written', async () => {
    const { kept, cache } = bench()
    let go: () => void = () => undefined
    const waits = new Promise<void>((resolve) => (go = resolve))
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield* chunks('he')
      await waits
      yield* chunks('llo')
    }
    const writing = kept.keep(version(lantern), 'file', { chunks: slow() })
    await kept.facts()
    await kept.takeListing(account, listing())
    go()
    expect(await writing).toBeNull()
    expect(await cache.list()).toEqual([])
  })

  it('meets a file again that the system would not let go', async () => {
    const disk = new MemoryDisk()
    const { keep, kept, cache } = bench({ cache: new MemoryCache(disk) })
    await keep(lantern, 'hello')
    await keep(other, 'other')
    disk.fault = (operation, path) => (operation === 'remove' && path.includes('-file') ? 'EBUSY' : null)
    await kept.takeListing(account, listing())
    expect((await cache.list()).length).toBe(2)
    disk.fault = () => null
    await kept.takeListing(account, listing())
    expect(await cache.list()).toEqual([])
  })
})

describe('the room', () => {
  it('is told, cleared, and forgotten for one account alone', async () => {
    const { keep, kept } = bench()
    await keep(lantern, 'hello')
    await kept.keep(version(lantern, 'another'), 'file', { chunks: chunks('12') })
    expect(await kept.facts()).toEqual({ files: 2, bytes: 7 })
    await kept.forgetAccount(account)
    expect(await kept.facts()).toEqual({ files: 1, bytes: 2 })
    await kept.clear()
    expect(await kept.facts()).toEqual({ files: 0, bytes: 0 })
  })

  it('is made when the limit is lowered', async () => {
    const { keep, kept, time } = bench()
    await keep(lantern, 'hello')
    await keep(other, 'other')
    time.limit = 5
    await kept.trim()
    expect(await kept.facts()).toEqual({ files: 1, bytes: 5 })
  })

  it('holds nothing where the folder cannot be read', async () => {
    const disk = new MemoryDisk()
    disk.fault = (operation) => (operation === 'list' ? 'EACCES' : null)
    const { kept } = bench({ cache: new MemoryCache(disk) })
    expect(await kept.find(version(lantern), 'file')).toBeNull()
  })
})
