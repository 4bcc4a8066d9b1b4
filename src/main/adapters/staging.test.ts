import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountKeyOf, type OpenConnection } from '../../core/connections/open-connection'
import { prepareAsset } from '../../core/transfers/prepare-asset'
import { Staging } from '../../core/transfers/staging'
import type { SelectedAsset } from '../../shared/deletion'
import type { StagingSnapshot } from '../../shared/transfers'
import { DownloadHarness } from '../../testing/download-harness'
import { FakeRandom, nodeHash } from '../../testing/memory-ports'
import { FileService } from '../file-service'
import { FileGrants } from './file-grants'
import { localFiles } from './local-files'
import { LocalFolders } from './local-folders'
import { StagingFolder } from './staging-folder'

const downloads = { method: 'GET', path: /\/assets\/\d+\?.*filename=/ } as const

let folder: string
let bench: DownloadHarness
let staging: Staging
let snapshot: StagingSnapshot[]
let open: OpenConnection | null
let limit: number
let held: number
let marked: number

beforeEach(async () => {
  folder = path.join(await realpath(await mkdtemp(path.join(tmpdir(), 'refshelf-staging-'))), 'staging')
  const options = { mark: () => Promise.resolve(void (marked += 1)) }
  bench = await DownloadHarness.start(new LocalFolders(options))
  ;[snapshot, open, limit, held, marked] = [[], bench.binHarness.open, 1_000_000, 0, 0]
  staging = new Staging({
    files: new StagingFolder(folder, options),
    cache: bench.cache,
    hash: nodeHash,
    random: new FakeRandom(),
    clock: bench.binHarness.clock,
    connection: () => open,
    limit: () => limit,
    acquire: () => {
      held += 1
      return () => (held -= 1)
    },
    onChange: (each) => snapshot.push(each),
  })
})

afterEach(async () => {
  await staging.close()
  expect(held).toBe(0)
  expect(await found()).toEqual([])
  await bench.close()
  await rm(path.dirname(folder), { recursive: true, force: true })
})

/** Names of all files, without the folders of their batches. */
async function found(): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return all
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort()
}

async function staged(...names: readonly string[]): Promise<readonly SelectedAsset[]> {
  const assets = await bench.selectAssets(...names)
  expect(staging.stageAssets(assets).ok).toBe(true)
  await expect.poll(() => ['idle', 'preparing'].includes(staging.snapshot().state)).toBe(false)
  return assets
}

/** As the desktop gets them: whether all of them are there. */
function handOut(assets: readonly SelectedAsset[]): boolean {
  return staging.markHandedOut(staging.findFiles(assets) ?? [])
}

describe('staging', () => {
  it('brings files under their own names into a folder of ours, and tells how far it is', async () => {
    const assets = await staged('a.txt', '#1 100%.png', 'b.txt')
    expect(snapshot[0]).toMatchObject({ state: 'preparing', files: 3, ready: 0, bytes: 205_007 })
    expect(staging.snapshot()).toEqual({
      state: 'ready',
      files: 3,
      ready: 3,
      bytes: 205_007,
      bytesDone: 205_007,
      failure: null,
    })
    const files = staging.findFiles(assets) ?? []
    expect(files.map((file) => path.basename(file.path))).toEqual(['a.txt', '#1 100%.png', 'b.txt'])
    expect(await readFile(files[1]?.path ?? '', 'utf8')).toBe('picture')
    expect(await localFiles.stat(files[0] ?? { path: '', size: 0, modifiedMs: 0 })).toBe('same')
    expect([(await stat(folder)).mode & 0o777, marked]).toEqual([0o700, 3])
    expect(staging.findFiles([...assets].reverse())?.map(({ size }) => size)).toEqual([200_000, 7, 5_000])
  })

  it('is ready at once for what is there, and makes no call again', async () => {
    const assets = await staged('a.txt', 'b.txt')
    expect(bench.binHarness.countDownloads()).toBe(2)
    const again = staging.stageAssets(assets)
    expect(again.ok && again.value.state).toBe('ready')
    const part = staging.stageAssets(assets.slice(0, 1))
    expect(part.ok && part.value).toMatchObject({ state: 'ready', files: 1, bytes: 5_000 })
    await staged('a.txt', 'b.txt', '#1 100%.png')
    expect(bench.binHarness.countDownloads()).toBe(3)
  })

  it('tells apart files of one name', async () => {
    await bench.binHarness.server.store.put({ segmentId: 2, name: 'A.TXT', bytes: 'other' })
    await staged('a.txt', 'A.TXT')
    expect(await found()).toEqual(['A (2).TXT', 'a.txt'])
  })

  it('loads nothing that is over the limit, of a size that nobody told too', async () => {
    limit = 204_000
    await staged('a.txt', 'b.txt')
    expect(staging.snapshot()).toMatchObject({ state: 'too-large', files: 2, bytes: 205_000 })
    expect(bench.binHarness.countDownloads()).toBe(0)
    const untold = (await bench.selectAssets('b.txt')).map((asset) => ({ ...asset, size: null }))
    limit = 100_000
    staging.stageAssets(untold)
    await expect.poll(() => staging.snapshot().state).toBe('too-large')
    expect([staging.findFiles(untold), await found()]).toEqual([null, []])
  })

  it('says why it failed, and leaves no half file', async () => {
    bench.binHarness.server.faults.add({
      match: downloads,
      fault: { kind: 'cut-body', afterBytes: 900, framing: 'close' },
    })
    const assets = await staged('a.txt')
    expect(staging.snapshot()).toMatchObject({ state: 'failed', failure: 'answer-cut', ready: 0 })
    expect([staging.findFiles(assets), await found()]).toEqual([null, []])
    bench.binHarness.server.faults.clear()
    await staged('a.txt')
    expect(staging.snapshot().state).toBe('ready')
  })

  it('ends an older one, whose files go', async () => {
    bench.binHarness.server.faults.add({ match: downloads, fault: { kind: 'hang', where: 'mid-body' } })
    const older = await bench.selectAssets('b.txt')
    staging.stageAssets(older)
    await bench.binHarness.server.faults.waitFor(downloads)
    bench.binHarness.server.faults.clear()
    await staged('a.txt')
    await expect.poll(found).toEqual(['a.txt'])
    expect(staging.findFiles(older)).toBeNull()
  })

  it('keeps what another program has the paths of', async () => {
    const assets = await staged('a.txt')
    expect(handOut(assets)).toBe(true)
    await staged('b.txt')
    expect(await found()).toEqual(['a.txt', 'b.txt'])
    expect(staging.findFiles(assets)).toHaveLength(1)
    await staged('empty.txt')
    await expect.poll(found).toEqual(['a.txt', 'empty.txt'])
  })

  it('keeps what is asked for again while others come, which are ended then, and tells no news of those', async () => {
    const [first, second] = [await staged('a.txt'), await bench.selectAssets('b.txt')]
    bench.binHarness.server.faults.add({ match: downloads, fault: { kind: 'hang', where: 'mid-body' } })
    staging.stageAssets(second)
    await bench.binHarness.server.faults.waitFor(downloads)
    const again = staging.stageAssets(first)
    expect(again.ok && again.value).toMatchObject({ state: 'ready', files: 1, bytes: 5_000 })
    expect(handOut(first)).toBe(true)
    await expect.poll(() => held).toBe(0)
    expect([await found(), staging.findFiles(second)]).toEqual([['a.txt'], null])
    expect(staging.snapshot()).toMatchObject({ state: 'ready', bytes: 5_000 })
    bench.binHarness.server.faults.clear()
    await staged('b.txt', 'empty.txt')
    expect(await found()).toEqual(['a.txt', 'b.txt', 'empty.txt'])
  })

  it('brings together again what came in two goes, of which one would have gone', async () => {
    const first = await staged('a.txt')
    const stopped = await bench.selectAssets('empty.txt', 'b.txt')
    bench.binHarness.server.faults.add({
      match: { method: 'GET', path: /filename=b/ },
      fault: { kind: 'hang', where: 'mid-body' },
    })
    staging.stageAssets(stopped)
    await expect.poll(() => staging.findFiles(stopped.slice(0, 1))).not.toBeNull()
    const both = [...first, ...stopped.slice(0, 1)]
    staging.stageAssets(both)
    await expect.poll(() => staging.snapshot().state).toBe('ready')
    await expect.poll(() => held).toBe(0)
    expect(staging.findFiles(both)).toHaveLength(2)
    await expect.poll(found).toEqual(['a.txt', 'empty.txt'])
    bench.binHarness.server.faults.clear()
    // The second go was ended: it is not taken for one that is still on its way.
    await staged('empty.txt', 'b.txt')
    expect(staging.snapshot().state).toBe('ready')
  })

  it('keeps all that was handed out, of whichever go it came, and the eight last ones only', async () => {
    const names = Array.from({ length: 9 }, (_, n) => `n${String(n)}.txt`)
    for (const name of names) await bench.binHarness.server.store.put({ segmentId: 1, name, bytes: name })
    for (const name of names.slice(0, 8)) expect(handOut(await staged(name))).toBe(true)
    // Once more: it is the last one now.
    expect(handOut(await staged('n0.txt'))).toBe(true)
    expect(handOut(await staged('n8.txt'))).toBe(true)
    await expect.poll(found).toEqual(names.filter((name) => name !== 'n1.txt'))
  })

  it('is ended when nobody wants it any more, and costs no more calls', async () => {
    bench.binHarness.server.faults.add({ match: downloads, fault: { kind: 'hang', where: 'mid-body' } })
    staging.stageAssets(await bench.selectAssets('a.txt', 'b.txt', '#1 100%.png', 'empty.txt'))
    await bench.binHarness.server.faults.waitFor(downloads)
    staging.unstageAssets()
    expect(staging.snapshot().state).toBe('idle')
    await expect.poll(() => held).toBe(0)
    expect(await found()).toEqual([])
    expect(bench.binHarness.countDownloads()).toBeLessThan(4)
    bench.binHarness.server.faults.clear()
    handOut(await staged('a.txt'))
    staging.unstageAssets()
    expect([staging.snapshot().state, await found()]).toEqual(['idle', ['a.txt']])
  })

  it('is ended when another account is open, or none, and not by a change of the one that is', async () => {
    const assets = await staged('a.txt')
    open = { ...bench.binHarness.open, connection: { ...bench.binHarness.open.connection, readOnly: true } }
    staging.connectionChanged()
    expect([staging.snapshot().state, staging.findFiles(assets)?.length]).toEqual(['ready', 1])
    open = null
    staging.connectionChanged()
    expect(staging.snapshot().state).toBe('idle')
    await expect.poll(found).toEqual([])
  })

  it('lets go at once of what a listing shows to be gone or replaced, handed out or not', async () => {
    const assets = await staged('a.txt', '#1 100%.png')
    expect(handOut(assets)).toBe(true)
    const account = accountKeyOf(bench.binHarness.open)
    const listing = async (): Promise<void> => {
      const { assets: now } = await bench.binHarness.client.listSegments(
        { family: 'classic', scope: 'pr7214' },
        [1],
      )
      await staging.applyListing(account, { segmentIds: [1], assets: now })
    }
    await listing()
    expect(staging.findFiles(assets)).toHaveLength(2)
    await staging.applyListing('another account', { segmentIds: [1], assets: [] })
    await staging.applyListing(account, { segmentIds: [2], assets: [] })
    expect(staging.findFiles(assets)).toHaveLength(2)
    await bench.binHarness.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'newer' })
    await listing()
    expect([staging.findFiles(assets), await found(), staging.snapshot().state]).toEqual([
      null,
      ['#1 100%.png'],
      'idle',
    ])
    await staging.forgetAccount(account)
    expect(await found()).toEqual([])
  })

  it('takes nothing of another account, and nothing without a connection', async () => {
    const assets = await staged('a.txt')
    const other = { ...bench.binHarness.open.connection, accountId: 'other' }
    open = { ...bench.binHarness.open, connection: other }
    expect(staging.findFiles(assets)).toBeNull()
    open = null
    expect([staging.findFiles(assets), staging.stageAssets(assets).ok]).toEqual([null, false])
  })

  it('clears at its start what a crash left', async () => {
    await mkdir(path.join(folder, 'old'), { recursive: true })
    await writeFile(path.join(folder, 'old', 'secret.txt'), 'x')
    await staging.clearLeftovers()
    expect(await found()).toEqual([])
  })
})

describe('an asset that is prepared for a copy', () => {
  const prepare = (
    asset: SelectedAsset,
    signal = new AbortController().signal,
  ): ReturnType<typeof prepareAsset> => {
    const files = new StagingFolder(folder, { mark: () => Promise.resolve() })
    const ports = { files, cache: bench.cache, clock: bench.binHarness.clock, random: new FakeRandom() }
    return prepareAsset(ports, { open: bench.binHarness.open, asset, signal, onBytes: () => undefined })
  }

  it('is there whole until it is released', async () => {
    const [asset] = await bench.selectAssets('b.txt')
    const prepared = asset === undefined ? null : await prepare(asset)
    if (prepared?.kind !== 'ready') throw new Error('not ready')
    expect(prepared.file.size).toBe(200_000)
    expect(await found()).toEqual(['b.txt'])
    await prepared.release()
    expect(await found()).toEqual([])
  })

  it.each([
    [
      { kind: 'cut-body', afterBytes: 9, framing: 'close' },
      { kind: 'failed', problem: 'answer-cut' },
    ],
    [{ kind: 'drop', when: 'before-work' }, { kind: 'offline' }],
    [
      { kind: 'status', status: 403 },
      { kind: 'failed', problem: 'forbidden' },
    ],
  ] as const)('is told as what it is, and leaves nothing: %o', async (fault, end) => {
    const [asset] = await bench.selectAssets('b.txt')
    bench.binHarness.server.faults.add({ match: downloads, fault })
    expect(asset === undefined ? null : await prepare(asset)).toMatchObject(end)
    expect(await readdir(folder).catch(() => [])).toEqual([])
  })

  it('ends when it is stopped', async () => {
    const [asset] = await bench.selectAssets('b.txt')
    const stop = new AbortController()
    bench.binHarness.server.faults.add({ match: downloads, fault: { kind: 'hang', where: 'mid-body' } })
    const prepared = asset === undefined ? null : prepare(asset, stop.signal)
    await bench.binHarness.server.faults.waitFor(downloads)
    stop.abort()
    expect(await prepared).toEqual({ kind: 'stopped' })
    expect(await found()).toEqual([])
  })
})

describe('files that are given to the desktop', () => {
  const given: (readonly string[])[] = []
  let isClipboardAble = true
  const desk = (): FileService =>
    new FileService({
      staging,
      files: localFiles,
      grants: new FileGrants({
        random: new FakeRandom(),
        clock: bench.binHarness.clock,
        maxFileBytes: () => 9,
      }),
      exchange: {
        chooseUploads: () => Promise.resolve(null),
        dragOut: (files) => given.push(files) > 0,
        copyFiles: (files) => Promise.resolve(isClipboardAble && given.push(files) > 0),
      },
    })

  beforeEach(() => {
    given.length = 0
    isClipboardAble = true
  })

  it('are those that were staged, by their own names, and stay', async () => {
    const assets = await staged('a.txt', 'b.txt')
    expect((await desk().dragOut(assets)).ok).toBe(true)
    expect((await desk().copyFiles(assets.slice(1))).ok).toBe(true)
    expect(given.map((files) => files.map((file) => path.basename(file)))).toEqual([
      ['a.txt', 'b.txt'],
      ['b.txt'],
    ])
    await staged('empty.txt')
    expect(await found()).toEqual(['a.txt', 'b.txt', 'empty.txt'])
  })

  it('are none where one is not staged, was changed on the disk, or the system cannot', async () => {
    const assets = await bench.selectAssets('a.txt')
    const refused = { ok: false, failure: { kind: 'not-staged' } }
    expect(await desk().dragOut(assets)).toMatchObject(refused)
    await staged('a.txt')
    isClipboardAble = false
    expect(await desk().copyFiles(assets)).toMatchObject({
      ok: false,
      failure: { kind: 'no-file-clipboard' },
    })
    const [file] = staging.findFiles(assets) ?? []
    await writeFile(file?.path ?? '', 'changed')
    expect(await desk().dragOut(assets)).toMatchObject(refused)
    expect(await desk().copyFiles(await bench.selectAssets('a.txt', 'b.txt'))).toMatchObject(refused)
    expect(given).toEqual([])
  })

  it('are brought anew after another program changed or removed one, and its own file is left alone', async () => {
    const assets = await staged('a.txt', 'b.txt')
    expect((await desk().dragOut(assets)).ok).toBe(true)
    const [first, second] = staging.findFiles(assets) ?? []
    await writeFile(first?.path ?? '', 'edited elsewhere')
    await rm(second?.path ?? '')
    expect(await desk().dragOut(assets)).toMatchObject({ ok: false, failure: { kind: 'not-staged' } })
    expect(staging.snapshot().state).toBe('idle')
    await staged('a.txt', 'b.txt')
    expect((await desk().dragOut(assets)).ok).toBe(true)
    const again = given.at(-1) ?? []
    expect(again.map((file) => path.basename(file))).toEqual(['a.txt', 'b.txt'])
    expect(await readFile(again[0] ?? '', 'utf8')).not.toBe('edited elsewhere')
    expect(await readFile(first?.path ?? '', 'utf8')).toBe('edited elsewhere')
  })

  it('leave when they are gone from the server, though another beside them was changed here', async () => {
    const assets = await staged('a.txt', 'b.txt')
    expect((await desk().dragOut(assets)).ok).toBe(true)
    const [first, second] = staging.findFiles(assets) ?? []
    await writeFile(first?.path ?? '', 'edited elsewhere')
    expect((await desk().dragOut(assets)).ok).toBe(false)
    const account = accountKeyOf(bench.binHarness.open)
    await staging.applyListing(account, { segmentIds: assets.map(({ segmentId }) => segmentId), assets: [] })
    await expect(stat(second?.path ?? '')).rejects.toThrow()
    expect(await readFile(first?.path ?? '', 'utf8')).toBe('edited elsewhere')
  })

  it('are brought anew where one was changed on the disk, and what somebody made of it stays', async () => {
    const assets = await staged('a.txt', 'b.txt')
    expect((await desk().dragOut(assets)).ok).toBe(true)
    const [file] = staging.findFiles(assets) ?? []
    await writeFile(file?.path ?? '', 'their own work')
    expect(await desk().dragOut(assets)).toMatchObject({ ok: false, failure: { kind: 'not-staged' } })
    await staged('a.txt', 'b.txt')
    expect((await desk().dragOut(assets)).ok).toBe(true)
    expect(await readFile(file?.path ?? '', 'utf8')).toBe('their own work')
  })

  it('are chosen by the system, of which a closed dialog gives none', async () => {
    expect(await desk().chooseUploads('files')).toEqual({ ok: true, value: null })
    expect(await desk().grantPaths(['relative'])).toMatchObject({
      ok: true,
      value: { files: [], refusedCount: 1 },
    })
    expect(desk().discardGrant('unknown').ok).toBe(true)
  })
})
