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
import { accessTo } from '../../testing/fixed-access'

const downloads = { method: 'GET', path: /\/assets\/\d+\?.*filename=/ } as const

let folder: string
let harness: DownloadHarness
let staging: Staging
let snapshots: StagingSnapshot[]
let open: OpenConnection | null
let limit: number
let leases: number
let marked: number

beforeEach(async () => {
  folder = path.join(await realpath(await mkdtemp(path.join(tmpdir(), 'refshelf-staging-'))), 'staging')
  const options = { mark: () => Promise.resolve(void (marked += 1)) }
  harness = await DownloadHarness.start(new LocalFolders(options))
  ;[snapshots, open, limit, leases, marked] = [[], harness.binHarness.open, 1_000_000, 0, 0]
  staging = new Staging({
    files: new StagingFolder(folder, options),
    cache: harness.cache,
    hash: nodeHash,
    random: new FakeRandom(),
    clock: harness.binHarness.clock,
    connections: accessTo(
      () => open,
      () => {
        leases += 1
        return () => (leases -= 1)
      },
    ),
    limit: () => limit,
    onChange: (snapshot) => snapshots.push(snapshot),
  })
})

afterEach(async () => {
  await staging.close()
  expect(leases).toBe(0)
  expect(await listFiles()).toEqual([])
  await harness.close()
  await rm(path.dirname(folder), { recursive: true, force: true })
})

/** Names of all files, without their batch folders. */
async function listFiles(): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return all
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort()
}

async function stage(...names: readonly string[]): Promise<readonly SelectedAsset[]> {
  const assets = await harness.selectAssets(...names)
  expect(staging.stageAssets(assets).ok).toBe(true)
  await expect.poll(() => ['idle', 'preparing'].includes(staging.snapshot().state)).toBe(false)
  return assets
}

/** Marks files as handed out to another program; false if one is missing. */
function handOut(assets: readonly SelectedAsset[]): boolean {
  return staging.markHandedOut(staging.findFiles(assets) ?? [])
}

describe('staging', () => {
  it('loads files under their own names into a private folder, and reports progress', async () => {
    const assets = await stage('a.txt', '#1 100%.png', 'b.txt')
    expect(snapshots[0]).toMatchObject({ state: 'preparing', files: 3, ready: 0, bytes: 205_007 })
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

  it('is ready immediately for staged files, without another call', async () => {
    const assets = await stage('a.txt', 'b.txt')
    expect(harness.binHarness.countDownloads()).toBe(2)
    const again = staging.stageAssets(assets)
    expect(again.ok && again.value.state).toBe('ready')
    const part = staging.stageAssets(assets.slice(0, 1))
    expect(part.ok && part.value).toMatchObject({ state: 'ready', files: 1, bytes: 5_000 })
    await stage('a.txt', 'b.txt', '#1 100%.png')
    expect(harness.binHarness.countDownloads()).toBe(3)
  })

  it('renames files whose names collide', async () => {
    await harness.binHarness.server.store.put({ segmentId: 2, name: 'A.TXT', bytes: 'other' })
    await stage('a.txt', 'A.TXT')
    expect(await listFiles()).toEqual(['A (2).TXT', 'a.txt'])
  })

  it('loads nothing that exceeds the limit, even if the size is unknown', async () => {
    limit = 204_000
    await stage('a.txt', 'b.txt')
    expect(staging.snapshot()).toMatchObject({ state: 'too-large', files: 2, bytes: 205_000 })
    expect(harness.binHarness.countDownloads()).toBe(0)
    const unsized = (await harness.selectAssets('b.txt')).map((asset) => ({ ...asset, size: null }))
    limit = 100_000
    staging.stageAssets(unsized)
    await expect.poll(() => staging.snapshot().state).toBe('too-large')
    expect([staging.findFiles(unsized), await listFiles()]).toEqual([null, []])
  })

  it('reports why it failed, and leaves no partial file', async () => {
    harness.binHarness.server.faults.add({
      match: downloads,
      fault: { kind: 'cut-body', afterBytes: 900, framing: 'close' },
    })
    const assets = await stage('a.txt')
    expect(staging.snapshot()).toMatchObject({ state: 'failed', failure: 'answer-cut', ready: 0 })
    expect([staging.findFiles(assets), await listFiles()]).toEqual([null, []])
    harness.binHarness.server.faults.clear()
    await stage('a.txt')
    expect(staging.snapshot().state).toBe('ready')
  })

  it('aborts an earlier staging and removes its files', async () => {
    harness.binHarness.server.faults.add({ match: downloads, fault: { kind: 'hang', where: 'mid-body' } })
    const older = await harness.selectAssets('b.txt')
    staging.stageAssets(older)
    await harness.binHarness.server.faults.waitFor(downloads)
    harness.binHarness.server.faults.clear()
    await stage('a.txt')
    await expect.poll(listFiles).toEqual(['a.txt'])
    expect(staging.findFiles(older)).toBeNull()
  })

  it('keeps files that were handed out', async () => {
    const assets = await stage('a.txt')
    expect(handOut(assets)).toBe(true)
    await stage('b.txt')
    expect(await listFiles()).toEqual(['a.txt', 'b.txt'])
    expect(staging.findFiles(assets)).toHaveLength(1)
    await stage('empty.txt')
    await expect.poll(listFiles).toEqual(['a.txt', 'empty.txt'])
  })

  it('keeps files that are staged again while others load, which are aborted without events', async () => {
    const [first, second] = [await stage('a.txt'), await harness.selectAssets('b.txt')]
    harness.binHarness.server.faults.add({ match: downloads, fault: { kind: 'hang', where: 'mid-body' } })
    staging.stageAssets(second)
    await harness.binHarness.server.faults.waitFor(downloads)
    const again = staging.stageAssets(first)
    expect(again.ok && again.value).toMatchObject({ state: 'ready', files: 1, bytes: 5_000 })
    expect(handOut(first)).toBe(true)
    await expect.poll(() => leases).toBe(0)
    expect([await listFiles(), staging.findFiles(second)]).toEqual([['a.txt'], null])
    expect(staging.snapshot()).toMatchObject({ state: 'ready', bytes: 5_000 })
    harness.binHarness.server.faults.clear()
    await stage('b.txt', 'empty.txt')
    expect(await listFiles()).toEqual(['a.txt', 'b.txt', 'empty.txt'])
  })

  it('combines files of two stagings, one of which would have been removed', async () => {
    const first = await stage('a.txt')
    const stopped = await harness.selectAssets('empty.txt', 'b.txt')
    harness.binHarness.server.faults.add({
      match: { method: 'GET', path: /filename=b/ },
      fault: { kind: 'hang', where: 'mid-body' },
    })
    staging.stageAssets(stopped)
    await expect.poll(() => staging.findFiles(stopped.slice(0, 1))).not.toBeNull()
    const both = [...first, ...stopped.slice(0, 1)]
    staging.stageAssets(both)
    await expect.poll(() => staging.snapshot().state).toBe('ready')
    await expect.poll(() => leases).toBe(0)
    expect(staging.findFiles(both)).toHaveLength(2)
    await expect.poll(listFiles).toEqual(['a.txt', 'empty.txt'])
    harness.binHarness.server.faults.clear()
    // The second staging was aborted and must not count as still loading.
    await stage('empty.txt', 'b.txt')
    expect(staging.snapshot().state).toBe('ready')
  })

  it('keeps only the eight batches that were handed out last', async () => {
    const names = Array.from({ length: 9 }, (_, n) => `n${String(n)}.txt`)
    for (const name of names) await harness.binHarness.server.store.put({ segmentId: 1, name, bytes: name })
    for (const name of names.slice(0, 8)) expect(handOut(await stage(name))).toBe(true)
    // Hand it out again: it is the latest one now.
    expect(handOut(await stage('n0.txt'))).toBe(true)
    expect(handOut(await stage('n8.txt'))).toBe(true)
    await expect.poll(listFiles).toEqual(names.filter((name) => name !== 'n1.txt'))
  })

  it('is aborted when it is no longer needed, and makes no more calls', async () => {
    harness.binHarness.server.faults.add({ match: downloads, fault: { kind: 'hang', where: 'mid-body' } })
    staging.stageAssets(await harness.selectAssets('a.txt', 'b.txt', '#1 100%.png', 'empty.txt'))
    await harness.binHarness.server.faults.waitFor(downloads)
    staging.unstageAssets()
    expect(staging.snapshot().state).toBe('idle')
    await expect.poll(() => leases).toBe(0)
    expect(await listFiles()).toEqual([])
    expect(harness.binHarness.countDownloads()).toBeLessThan(4)
    harness.binHarness.server.faults.clear()
    handOut(await stage('a.txt'))
    staging.unstageAssets()
    expect([staging.snapshot().state, await listFiles()]).toEqual(['idle', ['a.txt']])
  })

  it('is aborted when the account changes or closes, but not by other changes of the connection', async () => {
    const assets = await stage('a.txt')
    open = {
      ...harness.binHarness.open,
      connection: { ...harness.binHarness.open.connection, readOnly: true },
    }
    staging.connectionChanged()
    expect([staging.snapshot().state, staging.findFiles(assets)?.length]).toEqual(['ready', 1])
    open = null
    staging.connectionChanged()
    expect(staging.snapshot().state).toBe('idle')
    await expect.poll(listFiles).toEqual([])
  })

  it('removes files that a listing shows as deleted or replaced, even if handed out', async () => {
    const assets = await stage('a.txt', '#1 100%.png')
    expect(handOut(assets)).toBe(true)
    const account = accountKeyOf(harness.binHarness.open)
    const listing = async (): Promise<void> => {
      const { assets: listed } = await harness.binHarness.client.listSegments(
        { family: 'classic', scope: 'pr7214' },
        [1],
      )
      await staging.applyListing(account, { segmentIds: [1], assets: listed })
    }
    await listing()
    expect(staging.findFiles(assets)).toHaveLength(2)
    await staging.applyListing('another account', { segmentIds: [1], assets: [] })
    await staging.applyListing(account, { segmentIds: [2], assets: [] })
    expect(staging.findFiles(assets)).toHaveLength(2)
    await harness.binHarness.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'newer' })
    await listing()
    expect([staging.findFiles(assets), await listFiles(), staging.snapshot().state]).toEqual([
      null,
      ['#1 100%.png'],
      'idle',
    ])
    await staging.forgetAccount(account)
    expect(await listFiles()).toEqual([])
  })

  it('finds nothing for another account or without a connection', async () => {
    const assets = await stage('a.txt')
    const other = { ...harness.binHarness.open.connection, accountId: 'other' }
    open = { ...harness.binHarness.open, connection: other }
    expect(staging.findFiles(assets)).toBeNull()
    open = null
    expect([staging.findFiles(assets), staging.stageAssets(assets).ok]).toEqual([null, false])
  })

  it('removes leftovers of a crash at start', async () => {
    await mkdir(path.join(folder, 'old'), { recursive: true })
    await writeFile(path.join(folder, 'old', 'secret.txt'), 'x')
    await staging.clearLeftovers()
    expect(await listFiles()).toEqual([])
  })
})

describe('prepareAsset', () => {
  const prepare = (
    asset: SelectedAsset,
    signal = new AbortController().signal,
  ): ReturnType<typeof prepareAsset> => {
    const files = new StagingFolder(folder, { mark: () => Promise.resolve() })
    const ports = { files, cache: harness.cache, clock: harness.binHarness.clock, random: new FakeRandom() }
    return prepareAsset(ports, { open: harness.binHarness.open, asset, signal, onBytes: () => undefined })
  }

  it('keeps the complete file until it is released', async () => {
    const [asset] = await harness.selectAssets('b.txt')
    const prepared = asset === undefined ? null : await prepare(asset)
    if (prepared?.kind !== 'ready') throw new Error('not ready')
    expect(prepared.file.size).toBe(200_000)
    expect(await listFiles()).toEqual(['b.txt'])
    await prepared.release()
    expect(await listFiles()).toEqual([])
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
  ] as const)('reports the failure, and leaves nothing behind: %o', async (fault, result) => {
    const [asset] = await harness.selectAssets('b.txt')
    harness.binHarness.server.faults.add({ match: downloads, fault })
    expect(asset === undefined ? null : await prepare(asset)).toMatchObject(result)
    expect(await readdir(folder).catch(() => [])).toEqual([])
  })

  it('can be stopped', async () => {
    const [asset] = await harness.selectAssets('b.txt')
    const controller = new AbortController()
    harness.binHarness.server.faults.add({ match: downloads, fault: { kind: 'hang', where: 'mid-body' } })
    const prepared = asset === undefined ? null : prepare(asset, controller.signal)
    await harness.binHarness.server.faults.waitFor(downloads)
    controller.abort()
    expect(await prepared).toEqual({ kind: 'stopped' })
    expect(await listFiles()).toEqual([])
  })
})

describe('FileService', () => {
  const handedOut: (readonly string[])[] = []
  let hasFileClipboard = true
  const createService = (): FileService =>
    new FileService({
      staging,
      files: localFiles,
      grants: new FileGrants({
        random: new FakeRandom(),
        clock: harness.binHarness.clock,
        isPrivate: () => false,
        maxFileBytes: () => 9,
      }),
      pasted: { save: () => Promise.resolve([]), remove: () => Promise.resolve() },
      exchange: {
        chooseUploads: () => Promise.resolve(null),
        dragOut: (files) => handedOut.push(files) > 0,
        copyFiles: (files) => Promise.resolve(hasFileClipboard && handedOut.push(files) > 0),
      },
    })

  beforeEach(() => {
    handedOut.length = 0
    hasFileClipboard = true
  })

  it('hands out staged files under their own names, and keeps them', async () => {
    const assets = await stage('a.txt', 'b.txt')
    expect((await createService().dragOut(assets)).ok).toBe(true)
    expect((await createService().copyFiles(assets.slice(1))).ok).toBe(true)
    expect(handedOut.map((files) => files.map((file) => path.basename(file)))).toEqual([
      ['a.txt', 'b.txt'],
      ['b.txt'],
    ])
    await stage('empty.txt')
    expect(await listFiles()).toEqual(['a.txt', 'b.txt', 'empty.txt'])
  })

  it('hands out nothing if a file is not staged or changed on disk, or the system cannot', async () => {
    const assets = await harness.selectAssets('a.txt')
    const refused = { ok: false, failure: { kind: 'not-staged' } }
    expect(await createService().dragOut(assets)).toMatchObject(refused)
    await stage('a.txt')
    hasFileClipboard = false
    expect(await createService().copyFiles(assets)).toMatchObject({
      ok: false,
      failure: { kind: 'no-file-clipboard' },
    })
    const [file] = staging.findFiles(assets) ?? []
    await writeFile(file?.path ?? '', 'changed')
    expect(await createService().dragOut(assets)).toMatchObject(refused)
    expect(await createService().copyFiles(await harness.selectAssets('a.txt', 'b.txt'))).toMatchObject(
      refused,
    )
    expect(handedOut).toEqual([])
  })

  it('loads files again after another program changed or removed them, and keeps its changes', async () => {
    const assets = await stage('a.txt', 'b.txt')
    expect((await createService().dragOut(assets)).ok).toBe(true)
    const [first, second] = staging.findFiles(assets) ?? []
    await writeFile(first?.path ?? '', 'edited elsewhere')
    await rm(second?.path ?? '')
    expect(await createService().dragOut(assets)).toMatchObject({
      ok: false,
      failure: { kind: 'not-staged' },
    })
    expect(staging.snapshot().state).toBe('idle')
    await stage('a.txt', 'b.txt')
    expect((await createService().dragOut(assets)).ok).toBe(true)
    const again = handedOut.at(-1) ?? []
    expect(again.map((file) => path.basename(file))).toEqual(['a.txt', 'b.txt'])
    expect(await readFile(again[0] ?? '', 'utf8')).not.toBe('edited elsewhere')
    expect(await readFile(first?.path ?? '', 'utf8')).toBe('edited elsewhere')
  })

  it('removes a handed-out file that was deleted on the server, but keeps one that was changed locally', async () => {
    const assets = await stage('a.txt', 'b.txt')
    expect((await createService().dragOut(assets)).ok).toBe(true)
    const [first, second] = staging.findFiles(assets) ?? []
    await writeFile(first?.path ?? '', 'edited elsewhere')
    expect((await createService().dragOut(assets)).ok).toBe(false)
    const account = accountKeyOf(harness.binHarness.open)
    await staging.applyListing(account, { segmentIds: assets.map(({ segmentId }) => segmentId), assets: [] })
    await expect(stat(second?.path ?? '')).rejects.toThrow()
    expect(await readFile(first?.path ?? '', 'utf8')).toBe('edited elsewhere')
  })

  it('loads files again if one changed on disk, and keeps the changed file', async () => {
    const assets = await stage('a.txt', 'b.txt')
    expect((await createService().dragOut(assets)).ok).toBe(true)
    const [file] = staging.findFiles(assets) ?? []
    await writeFile(file?.path ?? '', 'their own work')
    expect(await createService().dragOut(assets)).toMatchObject({
      ok: false,
      failure: { kind: 'not-staged' },
    })
    await stage('a.txt', 'b.txt')
    expect((await createService().dragOut(assets)).ok).toBe(true)
    expect(await readFile(file?.path ?? '', 'utf8')).toBe('their own work')
  })

  it('returns nothing for a closed dialog, and refuses relative paths', async () => {
    expect(await createService().chooseUploads('files')).toEqual({ ok: true, value: null })
    expect(
      await createService().grantGiven(['relative'], [{ name: 'a', refusal: 'unreadable' }]),
    ).toMatchObject({
      ok: true,
      value: { files: [], refusedCount: 2 },
    })
    expect(createService().discardGrant('unknown').ok).toBe(true)
  })
})
