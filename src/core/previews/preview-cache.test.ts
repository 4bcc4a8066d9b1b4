import { describe, expect, it } from 'vitest'
import type { SelectedAsset } from '../../shared/deletion'
import { MemoryCache } from '../../testing/memory-cache'
import { nodeHash } from '../../testing/memory-ports'
import { MemoryDisk } from '../../testing/memory-storage'
import { assetKey } from '../assets/asset-key'
import { PreviewCache } from './preview-cache'
import type { FileVersion } from './cache-file-name'

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

function createHarness(options: { readonly cacheFiles?: MemoryCache; readonly limit?: number } = {}) {
  const cacheFiles = options.cacheFiles ?? new MemoryCache()
  const time = { now: 1_000, limit: options.limit ?? 1_000 }
  const cache = new PreviewCache({
    files: cacheFiles,
    hash: nodeHash,
    clock: { now: () => (time.now += 1) },
    limit: () => time.limit,
  })
  const text = async (file: SelectedAsset): Promise<string | null> => {
    const found = await cache.findFile(version(file), 'file')
    if (found === null) return null
    const parts: Uint8Array[] = []
    for await (const part of cache.readFile(found.name)) parts.push(part)
    return Buffer.concat(parts).toString()
  }
  const save = (file: SelectedAsset, ...texts: readonly string[]) =>
    cache.saveFile(version(file), 'file', { chunks: chunks(...texts) })
  return { cacheFiles, cache, text, save, time }
}

function listing(...files: readonly SelectedAsset[]) {
  const assets = files.map((file) => ({
    ...file,
    key: assetKey(file),
    contentType: '',
    createdDate: null,
    documentId: null,
    projectId: null,
  }))
  return { segmentIds: [lantern.segmentId], assets }
}

describe('PreviewCache', () => {
  it('finds a file only by the same identity, size and date', async () => {
    const { save, text, cache } = createHarness()
    await save(lantern, 'he', 'llo')
    expect(await text(lantern)).toBe('hello')
    const otherFiles: SelectedAsset[] = [
      { ...lantern, size: 6 },
      { ...lantern, modifiedDate: '2026-03-05T06:06:00Z' },
      { ...lantern, locale: 'de' },
      { ...lantern, locale: null },
      { ...lantern, relativePath: '' },
      { ...lantern, segmentId: 27665602 },
      { ...lantern, context: { family: 'classic', scope: 'jbs7214' } },
      other,
    ]
    for (const otherFile of otherFiles) expect(await text(otherFile)).toBeNull()
    expect(await cache.findFile(version(lantern, 'another account'), 'file')).toBeNull()
    expect(await cache.findFile(version(lantern), 'thumb')).toBeNull()
  })

  it('keeps files across a restart, except those without a date', async () => {
    const first = createHarness()
    const undated = { ...other, modifiedDate: null }
    await first.save(lantern, 'hello')
    await first.save(undated, 'later')
    expect(await first.text(undated)).toBe('later')
    const second = createHarness({ cacheFiles: first.cacheFiles })
    expect(await second.text(lantern)).toBe('hello')
    expect(await second.text(undated)).toBeNull()
    expect((await first.cacheFiles.list()).length).toBe(1)
  })

  it('evicts the least recently used files, but never the newest', async () => {
    const { save, text, cache, cacheFiles } = createHarness({ limit: 12 })
    const [first, second, third] = ['a', 'b', 'c'].map((name) => ({ ...lantern, name }))
    if (first === undefined || second === undefined || third === undefined) throw new Error('three')
    await save(first, 'first')
    await save(second, 'secon')
    expect(await text(first)).toBe('first')
    await save(third, 'third')
    await cache.whenSettled()
    expect([await text(first), await text(second), await text(third)]).toEqual(['first', null, 'third'])
    await save(lantern, 'larger than the whole limit')
    await cache.whenSettled()
    expect(await text(lantern)).toBe('larger than the whole limit')
    expect((await cacheFiles.list()).length).toBe(1)
  })

  it('evicts files before thumbnails', async () => {
    const { save, cache, text } = createHarness({ limit: 12 })
    await cache.saveFile(version(lantern), 'thumb', { chunks: chunks('thumb') })
    await save(lantern, 'hello')
    await save(other, 'other')
    await cache.whenSettled()
    expect(await text(lantern)).toBeNull()
    expect(await cache.findFile(version(lantern), 'thumb')).not.toBeNull()
  })

  it('writes a file once if two callers save it at the same time', async () => {
    const { save, text } = createHarness()
    const both = await Promise.all([save(lantern, 'hello'), save(lantern, 'hello')])
    expect(both[0]).toEqual(both[1])
    expect(await text(lantern)).toBe('hello')
  })

  it('leaves nothing behind if the stream fails, and accepts the file later', async () => {
    const { cache, save, text, cacheFiles } = createHarness()
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield* chunks('he')
      throw new Error('cut')
    }
    await expect(cache.saveFile(version(lantern), 'file', { chunks: broken() })).rejects.toThrow('cut')
    expect(await cacheFiles.list()).toEqual([])
    await save(lantern, 'hello')
    expect(await text(lantern)).toBe('hello')
  })

  it.each([-3_650, -40, 40, 3_650])(
    'evicts in the order of use after a start with the clock %i days off',
    async (days) => {
      const cacheFiles = new MemoryCache()
      const first = createHarness({ cacheFiles })
      await first.save(lantern, 'hello')
      const wrong = createHarness({ cacheFiles, limit: 12 })
      wrong.time.now += days * 86_400_000
      await wrong.save(other, 'hello')
      // The newest one stays although the clock says that it is the oldest.
      await wrong.save({ ...lantern, name: 'new.png' }, 'hello')
      await wrong.cache.whenSettled()
      expect(await wrong.text({ ...lantern, name: 'new.png' })).toBe('hello')
      expect(await wrong.text(lantern)).toBeNull()
      const right = createHarness({ cacheFiles, limit: 12 })
      right.time.now += 10_000
      expect(await right.text(other)).toBe('hello')
      await right.save({ ...lantern, name: 'last.png' }, 'hello')
      await right.cache.whenSettled()
      expect(await right.text({ ...lantern, name: 'new.png' })).toBeNull()
      expect(await right.text(other)).toBe('hello')
      expect(await right.text({ ...lantern, name: 'last.png' })).toBe('hello')
    },
  )

  it('stores nothing that is not accepted', async () => {
    const { cache, cacheFiles } = createHarness()
    const refused = await cache.saveFile(version(lantern), 'file', {
      chunks: chunks('x'),
      accept: () => false,
    })
    expect([refused, await cacheFiles.list()]).toEqual([null, []])
  })
})

describe('applying a listing', () => {
  it('removes files that were deleted, replaced or have no date', async () => {
    const { save, cache, text, cacheFiles } = createHarness()
    const gone = { ...lantern, name: 'gone.png' }
    const undated = { ...lantern, name: 'undated.png', modifiedDate: null }
    for (const file of [lantern, other, gone, undated]) await save(file, 'hello')
    await cache.applyListing(account, listing(lantern, { ...other, size: 6 }, undated))
    expect(await text(lantern)).toBe('hello')
    expect((await cacheFiles.list()).length).toBe(1)
  })

  it('does not affect other segments or accounts', async () => {
    const { save, cache, text } = createHarness()
    const elsewhere = { ...lantern, segmentId: 5 }
    await save(elsewhere, 'hello')
    await cache.saveFile(version(lantern, 'another'), 'file', { chunks: chunks('hello') })
    await cache.applyListing(account, listing())
    expect(await text(elsewhere)).toBe('hello')
    expect(await cache.findFile(version(lantern, 'another'), 'file')).not.toBeNull()
  })

  it('keeps a file of another scope while it still exists', async () => {
    const { save, cache, text } = createHarness()
    const inJob: SelectedAsset = { ...lantern, context: { family: 'classic', scope: 'jbs773' } }
    await save(inJob, 'hello')
    await cache.applyListing(account, listing(lantern))
    expect(await text(inJob)).toBe('hello')
    await cache.applyListing(account, listing(other))
    expect(await text(inJob)).toBeNull()
  })

  it('discards a file that is still being written', async () => {
    const { cache, cacheFiles } = createHarness()
    let release: () => void = () => undefined
    const released = new Promise<void>((resolve) => (release = resolve))
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield* chunks('he')
      await released
      yield* chunks('llo')
    }
    const writing = cache.saveFile(version(lantern), 'file', { chunks: slow() })
    await cache.getFacts()
    await cache.applyListing(account, listing())
    release()
    expect(await writing).toBeNull()
    expect(await cacheFiles.list()).toEqual([])
  })

  it('removes a file later if the system had it open', async () => {
    const disk = new MemoryDisk()
    const { save, cache, cacheFiles } = createHarness({ cacheFiles: new MemoryCache(disk) })
    await save(lantern, 'hello')
    await save(other, 'other')
    disk.fault = (operation, path) => (operation === 'remove' && path.includes('-file') ? 'EBUSY' : null)
    await cache.applyListing(account, listing())
    expect((await cacheFiles.list()).length).toBe(2)
    disk.fault = () => null
    await cache.applyListing(account, listing())
    expect(await cacheFiles.list()).toEqual([])
  })
})

describe('the size of the cache', () => {
  it('is reported, and shrinks when an account is forgotten or all files are cleared', async () => {
    const { save, cache } = createHarness()
    await save(lantern, 'hello')
    await cache.saveFile(version(lantern, 'another'), 'file', { chunks: chunks('12') })
    expect(await cache.getFacts()).toEqual({ files: 2, bytes: 7 })
    await cache.forgetAccount(account)
    expect(await cache.getFacts()).toEqual({ files: 1, bytes: 2 })
    await cache.clearFiles()
    expect(await cache.getFacts()).toEqual({ files: 0, bytes: 0 })
  })

  it('is reduced when the limit is lowered', async () => {
    const { save, cache, time } = createHarness()
    await save(lantern, 'hello')
    await save(other, 'other')
    time.limit = 5
    await cache.trimToLimit()
    expect(await cache.getFacts()).toEqual({ files: 1, bytes: 5 })
  })

  it('is empty if the folder cannot be read', async () => {
    const disk = new MemoryDisk()
    disk.fault = (operation) => (operation === 'list' ? 'EACCES' : null)
    const { cache } = createHarness({ cacheFiles: new MemoryCache(disk) })
    expect(await cache.findFile(version(lantern), 'file')).toBeNull()
  })
})
