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

function harness(options: { readonly cache?: MemoryCache; readonly limit?: number } = {}) {
  const cacheFiles = options.cache ?? new MemoryCache()
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
  return { cache: cacheFiles, kept: cache, text, keep: save, time }
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
    const { keep: save, text, kept: cache } = harness()
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

  it('survive a restart, but for those whose version nobody can tell', async () => {
    const first = harness()
    const undated = { ...other, modifiedDate: null }
    await first.keep(lantern, 'hello')
    await first.keep(undated, 'later')
    expect(await first.text(undated)).toBe('later')
    const second = harness({ cache: first.cache })
    expect(await second.text(lantern)).toBe('hello')
    expect(await second.text(undated)).toBeNull()
    expect((await first.cache.list()).length).toBe(1)
  })

  it('leave in the order of their use when there is no more room, and never the newest', async () => {
    const { keep: save, text, kept: cache, cache: cacheFiles } = harness({ limit: 12 })
    const [first, second, third] = ['a', 'b', 'c'].map((name) => ({ ...lantern, name }))
    if (first === undefined || second === undefined || third === undefined) throw new Error('three')
    await save(first, 'first')
    await save(second, 'secon')
    expect(await text(first)).toBe('first')
    await save(third, 'third')
    await cache.whenSettled()
    expect([await text(first), await text(second), await text(third)]).toEqual(['first', null, 'third'])
    await save(lantern, 'larger than all of the room')
    await cache.whenSettled()
    expect(await text(lantern)).toBe('larger than all of the room')
    expect((await cacheFiles.list()).length).toBe(1)
  })

  it('leave before thumbnails do', async () => {
    const { keep: save, kept: cache, text } = harness({ limit: 12 })
    await cache.saveFile(version(lantern), 'thumb', { chunks: chunks('thumb') })
    await save(lantern, 'hello')
    await save(other, 'other')
    await cache.whenSettled()
    expect(await text(lantern)).toBeNull()
    expect(await cache.findFile(version(lantern), 'thumb')).not.toBeNull()
  })

  it('are written once where two want them at the same time', async () => {
    const { keep: save, text } = harness()
    const both = await Promise.all([save(lantern, 'hello'), save(lantern, 'hello')])
    expect(both[0]).toEqual(both[1])
    expect(await text(lantern)).toBe('hello')
  })

  it('leave nothing where the bytes break off, and can be kept again', async () => {
    const { kept: cache, keep: save, text, cache: cacheFiles } = harness()
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield* chunks('he')
      throw new Error('cut')
    }
    await expect(cache.saveFile(version(lantern), 'file', { chunks: broken() })).rejects.toThrow('cut')
    expect(await cacheFiles.list()).toEqual([])
    await save(lantern, 'hello')
    expect(await text(lantern)).toBe('hello')
  })

  it('are not kept where they are not accepted', async () => {
    const { kept: cache, cache: cacheFiles } = harness()
    const refused = await cache.saveFile(version(lantern), 'file', {
      chunks: chunks('x'),
      accept: () => false,
    })
    expect([refused, await cacheFiles.list()]).toEqual([null, []])
  })
})

describe('what a listing shows', () => {
  it('takes with it what is gone, what was replaced, and what nobody can tell', async () => {
    const { keep: save, kept: cache, text, cache: cacheFiles } = harness()
    const gone = { ...lantern, name: 'gone.png' }
    const undated = { ...lantern, name: 'undated.png', modifiedDate: null }
    for (const file of [lantern, other, gone, undated]) await save(file, 'hello')
    await cache.applyListing(account, listing(lantern, { ...other, size: 6 }, undated))
    expect(await text(lantern)).toBe('hello')
    expect((await cacheFiles.list()).length).toBe(1)
  })

  it('leaves other segments and other accounts alone', async () => {
    const { keep: save, kept: cache, text } = harness()
    const elsewhere = { ...lantern, segmentId: 5 }
    await save(elsewhere, 'hello')
    await cache.saveFile(version(lantern, 'another'), 'file', { chunks: chunks('hello') })
    await cache.applyListing(account, listing())
    expect(await text(elsewhere)).toBe('hello')
    expect(await cache.findFile(version(lantern, 'another'), 'file')).not.toBeNull()
  })

  it('keeps what was seen through another scope while the file is still there', async () => {
    const { keep: save, kept: cache, text } = harness()
    const inJob: SelectedAsset = { ...lantern, context: { family: 'classic', scope: 'jbs773' } }
    await save(inJob, 'hello')
    await cache.applyListing(account, listing(lantern))
    expect(await text(inJob)).toBe('hello')
    await cache.applyListing(account, listing(other))
    expect(await text(inJob)).toBeNull()
  })

  it('also takes what is still being written', async () => {
    const { kept: cache, cache: cacheFiles } = harness()
    let release: () => void = () => undefined
    const waits = new Promise<void>((resolve) => (release = resolve))
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield* chunks('he')
      await waits
      yield* chunks('llo')
    }
    const writing = cache.saveFile(version(lantern), 'file', { chunks: slow() })
    await cache.getFacts()
    await cache.applyListing(account, listing())
    release()
    expect(await writing).toBeNull()
    expect(await cacheFiles.list()).toEqual([])
  })

  it('meets a file again that the system would not let go', async () => {
    const disk = new MemoryDisk()
    const { keep: save, kept: cache, cache: cacheFiles } = harness({ cache: new MemoryCache(disk) })
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

describe('the room', () => {
  it('is told, cleared, and forgotten for one account alone', async () => {
    const { keep: save, kept: cache } = harness()
    await save(lantern, 'hello')
    await cache.saveFile(version(lantern, 'another'), 'file', { chunks: chunks('12') })
    expect(await cache.getFacts()).toEqual({ files: 2, bytes: 7 })
    await cache.forgetAccount(account)
    expect(await cache.getFacts()).toEqual({ files: 1, bytes: 2 })
    await cache.clearFiles()
    expect(await cache.getFacts()).toEqual({ files: 0, bytes: 0 })
  })

  it('is made when the limit is lowered', async () => {
    const { keep: save, kept: cache, time } = harness()
    await save(lantern, 'hello')
    await save(other, 'other')
    time.limit = 5
    await cache.trimToLimit()
    expect(await cache.getFacts()).toEqual({ files: 1, bytes: 5 })
  })

  it('holds nothing where the folder cannot be read', async () => {
    const disk = new MemoryDisk()
    disk.fault = (operation) => (operation === 'list' ? 'EACCES' : null)
    const { kept: cache } = harness({ cache: new MemoryCache(disk) })
    expect(await cache.findFile(version(lantern), 'file')).toBeNull()
  })
})
