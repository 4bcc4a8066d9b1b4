import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { Asset } from '../../shared/asset'
import type { SelectedAsset } from '../../shared/deletion'
import type { PreviewAnswer, PreviewProgress } from '../../shared/preview'
import { RecycleBinHarness } from '../../testing/recycle-bin-harness'
import { inProcessInspector } from '../../testing/in-process-inspector'
import { MemoryCache } from '../../testing/memory-cache'
import { MemoryFiles, nodeHash } from '../../testing/memory-ports'
import { animatedGif, png } from '../../testing/picture-files'
import { PreviewAddresses } from './preview-addresses'
import { EncodingChoices } from './encoding-choices'
import { PreviewCache } from './preview-cache'
import { loadFile } from './load-file'
import { PreviewOpener, type PreviewRequest } from './open-preview'
import { accessTo } from '../../testing/fixed-access'

const mebibyte = 1_024 ** 2

describe('PreviewOpener', () => {
  let harness: RecycleBinHarness
  let cacheFiles: MemoryCache
  let cache: PreviewCache
  let addresses: PreviewAddresses
  let opener: PreviewOpener
  let open: OpenConnection | null
  let leases: number
  let autoPreview: boolean
  let progress: PreviewProgress[]
  let requests: number
  let names: number
  let choiceFiles: MemoryFiles
  let choices: EncodingChoices

  beforeEach(async () => {
    harness = await RecycleBinHarness.start()
    cacheFiles = new MemoryCache()
    choiceFiles = new MemoryFiles()
    choices = new EncodingChoices({ files: choiceFiles, hash: nodeHash })
    cache = new PreviewCache({
      files: cacheFiles,
      hash: nodeHash,
      clock: harness.clock,
      limit: () => 4_096 * mebibyte,
    })
    addresses = new PreviewAddresses({
      random: { id: () => `name-${String((names += 1))}` },
      clock: harness.clock,
    })
    ;[open, leases, autoPreview, progress, requests, names] = [harness.open, 0, true, [], 0, 0]
    opener = new PreviewOpener({
      cache,
      addresses,
      clock: harness.clock,
      connections: accessTo(
        () => open,
        () => {
          leases += 1
          return () => (leases -= 1)
        },
      ),
      addressOf: (name, isForViewer) => (isForViewer ? `viewer/${name}` : name),
      inspector: inProcessInspector(cache, { guessEncodings: () => ['windows-1252'] }),
      encodingChoices: () => choices,
      settings: () => ({ autoPreview }),
      onProgress: (event) => progress.push(event),
    })
  })
  afterEach(async () => {
    expect(leases).toBe(0)
    await harness.close()
  })

  async function put(name: string, bytes: Uint8Array | string): Promise<Asset> {
    await harness.server.store.put({ segmentId: 2, name, bytes })
    return harness.findAsset(name)
  }

  function selected(asset: Asset): SelectedAsset {
    const { context, segmentId, locale, relativePath, name, size, modifiedDate } = asset
    return { context, segmentId, locale, relativePath, name, size, modifiedDate }
  }

  async function show(
    asset: SelectedAsset,
    options: Partial<Pick<PreviewRequest, 'isRequested' | 'anyway' | 'encoding'>> = {},
  ): Promise<PreviewAnswer | string> {
    const requestId = `request-${String((requests += 1))}`
    const result = await opener.openPreview({
      requestId,
      asset,
      isRequested: false,
      anyway: false,
      ...options,
    })
    return result.ok ? result.value : result.failure.kind
  }

  const purposes = (): Record<string, number> =>
    Object.fromEntries(harness.client.budget().byPurpose.map(({ purpose, calls }) => [purpose, calls]))

  it('makes one call that counts as a preview, and none the next time', async () => {
    const asset = selected(await put('notes.txt', png(20, 10)))
    expect(await show(asset)).toEqual({
      state: 'shown',
      content: { kind: 'image', address: 'name-1', width: 20, height: 10 },
      mediaType: 'image/png',
      bytes: 64,
      isCached: false,
    })
    expect(purposes()['preview']).toBe(1)
    expect(purposes()['download']).toBeUndefined()
    expect(await show(asset)).toMatchObject({
      state: 'shown',
      isCached: true,
      content: { address: 'name-2' },
    })
    expect(harness.countDownloads()).toBe(1)
  })

  it.each([
    ['svg', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="8"/>', 'vector', 'image/svg+xml'],
    ['pdf', '%PDF-1.4 and more', 'pdf', 'application/pdf'],
  ])('serves on the origin of the viewer frame: %s', async (...[name, bytes, kind, mediaType]) => {
    const answer = await show(selected(await put(`a.${name}`, bytes)))
    expect(answer).toMatchObject({ mediaType, content: { kind, address: 'viewer/name-1' } })
    expect(addresses.findFile('name-1')?.type.startsWith(mediaType)).toBe(true)
  })

  it('shows an HTML page as source, and never gives it an address', async () => {
    const page = '<!doctype html><script src="http://127.0.0.1/beacon.js"></script>'
    expect(await show(selected(await put('a.png', page)))).toMatchObject({
      mediaType: 'text/html',
      content: {
        kind: 'text',
        text: page,
        form: 'html',
        encoding: 'utf-8',
        encodingBasis: 'certain',
        isWhole: true,
      },
    })
    expect(names).toBe(0)
  })

  it('remembers the encoding that the user chose for a file, and forgets it on request', async () => {
    const bytes = Uint8Array.from([0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4])
    const asset = selected(await put('greeting.txt', bytes))
    const other = selected(await put('other.txt', bytes))
    const content = async (file: SelectedAsset, encoding?: PreviewRequest['encoding']) => {
      const answer = await show(file, encoding === undefined ? {} : { encoding })
      return typeof answer === 'object' && answer.state === 'shown' ? answer.content : answer
    }
    const guessed = { encoding: 'windows-1252', encodingBasis: 'guessed', text: 'ðÒÉ×ÅÔ' }
    const chosen = { encoding: 'koi8-r', encodingBasis: 'chosen', text: 'Привет' }
    expect(await content(asset)).toMatchObject(guessed)
    expect(await content(asset, 'koi8-r')).toMatchObject(chosen)
    expect(await content(other)).toMatchObject(guessed)
    choices = new EncodingChoices({ files: choiceFiles, hash: nodeHash })
    expect(await content(asset)).toMatchObject(chosen)
    expect(await content(asset, 'automatic')).toMatchObject(guessed)
    choices = new EncodingChoices({ files: choiceFiles, hash: nodeHash })
    expect(await content(asset)).toMatchObject(guessed)
    expect(purposes()['preview']).toBe(2)
  })

  it('shows the first megabyte of a text, and detects its encoding even if a character is cut', async () => {
    const asset = selected(await put('long.txt', 'x' + 'ä'.repeat(mebibyte)))
    const answer = await show(asset)
    expect(answer).toMatchObject({ content: { kind: 'text', encoding: 'utf-8', isWhole: false } })
    expect(typeof answer === 'object' && answer.state === 'shown' && answer.content.kind).toBe('text')
  })

  it('reports a file without a preview', async () => {
    const asset = selected(await put('a.png', 'PK\x03\x04\0\0'))
    expect(await show(asset)).toMatchObject({ state: 'shown', content: { kind: 'none' }, mediaType: null })
  })

  it('shows an empty file without a call', async () => {
    const asset = selected(await harness.findAsset('empty.txt'))
    expect(await show(asset)).toMatchObject({ state: 'shown', bytes: 0, content: { kind: 'text', text: '' } })
    expect(harness.countDownloads()).toBe(0)
  })

  it('asks first if the settings or the extension say so, but not for a cached file', async () => {
    autoPreview = false
    const picture = selected(await put('a.png', png(20, 10)))
    expect(await show(picture)).toEqual({ state: 'asks', bytes: picture.size })
    expect(await show(picture, { isRequested: true })).toMatchObject({ state: 'shown' })
    expect(await show(picture)).toMatchObject({ state: 'shown', isCached: true })
    autoPreview = true
    const archive = selected(await put('a.zip', 'PK\x03\x04\0'))
    expect(await show(archive)).toMatchObject({ state: 'asks' })
    expect(await show(archive, { isRequested: true })).toMatchObject({ content: { kind: 'none' } })
    expect(harness.countDownloads()).toBe(2)
  })

  it('withholds a large file without a call, and refuses a huge one even after confirmation', async () => {
    const asset = selected(await put('a.png', png(20, 10)))
    const large = { ...asset, size: 20 * mebibyte + 1 }
    const withheld = { state: 'held', guard: 'large', mediaType: null, width: null, height: null }
    expect(await show(large)).toEqual({ ...withheld, bytes: large.size, canLoad: true })
    const huge = { ...asset, size: 64 * mebibyte + 1 }
    expect(await show(huge, { isRequested: true, anyway: true })).toEqual({
      ...withheld,
      bytes: huge.size,
      canLoad: false,
    })
    expect(harness.countDownloads()).toBe(0)
  })

  it.each([
    ['of too many pixels', png(10_001, 5_000), 'pixels', true],
    ['with a very long side', png(20_000, 10), 'pixels', true],
    ['that would fill the memory', png(60_000, 60_000), 'bomb', false],
    ['of too many frames', animatedGif(501), 'frames', true],
  ])('withholds a picture %s, judged by its header', async (...[, bytes, guard, canLoad]) => {
    const asset = selected(await put('a.gif', bytes))
    expect(await show(asset)).toMatchObject({ state: 'held', guard, canLoad, bytes: bytes.length })
    const again = await show(asset, { anyway: true })
    expect(again).toMatchObject(canLoad ? { state: 'shown' } : { state: 'held', canLoad: false })
    expect(names).toBe(canLoad ? 1 : 0)
    expect(harness.countDownloads()).toBe(1)
  })

  it('never shows an svg that expands without end', async () => {
    const bomb = '<!DOCTYPE svg [<!ENTITY a "&b;"><!ENTITY b "&a;">]><svg>&a;</svg>'
    const asset = selected(await put('a.svg', bomb))
    expect(await show(asset, { anyway: true })).toMatchObject({
      state: 'held',
      guard: 'bomb',
      canLoad: false,
    })
  })

  it('reports immediately that the quota is used up, and when a call is free', async () => {
    const asset = selected(await put('a.png', png(20, 10)))
    harness.hourlyAllowance = 1
    const answer = await show(asset)
    expect(answer).toMatchObject({ state: 'no-room' })
    expect(typeof answer === 'object' && answer.state === 'no-room' && answer.until).toBeGreaterThan(
      harness.clock.now(),
    )
    expect(harness.countDownloads()).toBe(0)
  })

  it('reports the same when the server throttles', async () => {
    const asset = selected(await put('a.png', png(20, 10)))
    harness.server.faults.add({ match: { path: /filename=/ }, fault: { kind: 'throttle', retryAfter: 60 } })
    harness.clock.isFrozen = true
    const answer = await show(asset)
    expect(typeof answer === 'object' && answer.state === 'no-room' && answer.until).toBeGreaterThan(
      harness.clock.now() + 50_000,
    )
    expect(await show(asset)).toMatchObject({ state: 'no-room' })
    harness.clock.advance(120_000)
    harness.clock.isFrozen = false
  })

  const countCachedFiles = (): number => [...cacheFiles.disk.files.keys()].length

  it.each([
    ['ends early', { kind: 'cut-body', afterBytes: 20, framing: 'close' }],
    ['promises more than it sends', { kind: 'wrong-length', by: 5 }],
    ['comes from a proxy', { kind: 'html', status: 200 }],
  ] as const)('fails and stores nothing if the response %s', async (_name, fault) => {
    const asset = selected(await put('a.png', png(20, 10)))
    harness.server.faults.add({ match: { path: /filename=/ }, fault })
    expect(await show(asset)).toBe('answer-cut')
    expect(countCachedFiles()).toBe(0)
    expect(names).toBe(0)
  })

  it('aborts a response that exceeds the limit if the listing had no size', async () => {
    const asset = { ...selected(await put('a.png', 'x'.repeat(21 * mebibyte))), size: null }
    expect(await show(asset)).toMatchObject({ state: 'held', guard: 'large', canLoad: true })
    expect(countCachedFiles()).toBe(0)
  })

  it('fails if the disk fails', async () => {
    const asset = selected(await put('a.png', png(20, 10)))
    cacheFiles.disk.capacity = 10
    expect(await show(asset)).toBe('storage-failed')
    expect(countCachedFiles()).toBe(0)
  })

  it('needs a connection', async () => {
    const asset = selected(await put('a.png', png(20, 10)))
    open = null
    expect(await show(asset)).toBe('not-connected')
  })

  describe('while it loads', () => {
    let asset: SelectedAsset
    let release: () => void

    beforeEach(async () => {
      asset = selected(await put('a.png', png(20, 10)))
      release = harness.server.faults.hold({ path: /filename=a\.png/ })
    })
    const arrived = (): Promise<unknown> => harness.server.faults.waitFor({ path: /filename=a\.png/ })

    it('is aborted by closing it, but not by closing another preview', async () => {
      const waiting = arrived()
      const answer = show(asset)
      await waiting
      opener.closePreview('another')
      opener.closePreview('request-1')
      expect(await answer).toBe('stopped')
      release()
      expect(countCachedFiles()).toBe(0)
    })

    it('makes no call if it is closed before it starts', async () => {
      const answer = show(asset)
      opener.closePreview('request-1')
      expect(await answer).toBe('stopped')
      expect(harness.countDownloads()).toBe(0)
      release()
    })

    it('is stopped by the next preview', async () => {
      const waiting = arrived()
      const first = show(asset)
      await waiting
      const text = selected(await harness.findAsset('a.txt'))
      expect(await show(text)).toMatchObject({ content: { kind: 'text' } })
      expect(await first).toBe('stopped')
      release()
    })

    it('loads the file itself if another caller gave up loading it', async () => {
      const waiting = arrived()
      const other = new AbortController()
      const ports = { cache, clock: harness.clock }
      const thumbnail = loadFile(ports, {
        open: harness.open,
        asset,
        maxBytes: mebibyte,
        use: 'thumbnail',
        signal: other.signal,
      }).catch(() => 'ended')
      await waiting
      const answer = show(asset)
      release()
      other.abort()
      expect(await answer).toMatchObject({ state: 'shown', content: { kind: 'image' } })
      await thumbnail
    })
  })

  it('revokes addresses when another preview opens, on close, and after ten unused minutes', async () => {
    const asset = selected(await put('a.png', png(20, 10)))
    await show(asset)
    expect(addresses.findFile('name-1')).toMatchObject({ type: 'image/png', size: 64 })
    await show(asset)
    expect(addresses.findFile('name-1')).toBeNull()
    opener.closePreview('request-2')
    expect(addresses.findFile('name-2')).toBeNull()
    await show(asset)
    harness.clock.advance(599_999)
    expect(addresses.findFile('name-3')).not.toBeNull()
    harness.clock.advance(600_000)
    expect(addresses.findFile('name-3')).not.toBeNull()
    harness.clock.advance(600_001)
    expect(addresses.findFile('name-3')).toBeNull()
  })

  describe('a preloaded preview', () => {
    let next: SelectedAsset

    beforeEach(async () => {
      next = selected(await put('next.png', png(30, 40)))
    })

    it('is opened under the same address', async () => {
      await show(next)
      const ready = await opener.preparePreview(next)
      expect(ready).toMatchObject({
        state: 'shown',
        content: { address: 'name-2', width: 30 },
        isCached: true,
      })
      const calls = harness.server.calls.count({})
      expect(await show(next)).toBe(ready)
      expect(addresses.findFile('name-2')).toMatchObject({ type: 'image/png' })
      expect(harness.server.calls.count({})).toBe(calls)
      await show(next)
      expect(addresses.findFile('name-2')).toBeNull()
    })

    it('costs no call, and is only made of pictures that open without confirmation', async () => {
      const text = selected(await put('next.txt', 'words'))
      const frames = selected(await put('many.gif', animatedGif(501)))
      await show(text)
      await show(frames)
      const calls = harness.server.calls.count({})
      for (const asset of [next, text, frames]) expect(await opener.preparePreview(asset)).toBeNull()
      expect(harness.server.calls.count({})).toBe(calls)
      open = null
      expect(await opener.preparePreview(next)).toBeNull()
    })

    it('survives closing the previous file, and is revoked when another file opens', async () => {
      const before = selected(await put('before.png', png(20, 10)))
      await show(next)
      await show(before)
      await opener.preparePreview(next)
      opener.closePreview('request-2')
      expect([addresses.findFile('name-2'), addresses.findFile('name-3')]).toMatchObject([null, { size: 64 }])
      await show(before)
      expect(addresses.findFile('name-3')).toBeNull()
      expect(await show(next)).toMatchObject({ content: { address: 'name-5' } })
    })

    it('is revoked by the next preload, and when the page or the connection changes', async () => {
      const other = selected(await put('other.png', png(20, 10)))
      await show(other)
      await show(next)
      await opener.preparePreview(next)
      await opener.preparePreview(other)
      expect([addresses.findFile('name-3'), addresses.findFile('name-4')]).toMatchObject([null, { size: 64 }])
      opener.endPreviews()
      expect(addresses.findFile('name-4')).toBeNull()
      const late = opener.preparePreview(next)
      opener.endPreviews()
      expect(await late).toBeNull()
    })

    it('is revoked once the file is verified as deleted', async () => {
      await show(next)
      await opener.preparePreview(next)
      await cache.applyListing(accountKeyOf(harness.open), { segmentIds: [2], assets: [] })
      const answer = await show(next)
      expect(answer).toMatchObject({ state: 'shown', isCached: false, content: { address: 'name-3' } })
      expect(addresses.findFile('name-2')).toBeNull()
    })

    it('is not used for another version of the file', async () => {
      await show(next)
      await opener.preparePreview(next)
      const changed = { ...next, modifiedDate: '2020-01-01T00:00:00' }
      expect(await show(changed)).not.toMatchObject({ content: { address: 'name-2' } })
    })
  })

  it('reports progress at most every 100 ms', async () => {
    const asset = selected(await put('long.txt', 'x'.repeat(3 * mebibyte)))
    harness.clock.isFrozen = true
    await show(asset)
    expect(progress).toHaveLength(1)
    expect(progress[0]).toMatchObject({ requestId: 'request-1', total: 3 * mebibyte })
  })
})
