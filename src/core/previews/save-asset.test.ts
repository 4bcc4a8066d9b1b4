import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SelectedAsset } from '../../shared/deletion'
import { RecycleBinHarness } from '../../testing/recycle-bin-harness'
import { MemoryCache } from '../../testing/memory-cache'
import { nodeHash } from '../../testing/memory-ports'
import { MemoryBlobs, MemoryDisk } from '../../testing/memory-storage'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import { PreviewCache } from './preview-cache'
import { loadFile } from './load-file'
import { saveAsset } from './save-asset'
import { accessTo } from '../../testing/fixed-access'

describe('saveAsset', () => {
  let harness: RecycleBinHarness
  let desktop: MemoryBlobs
  let cache: PreviewCache
  let open: OpenConnection | null
  let suggestedNames: string[]
  let choice: 'saves' | 'closes'
  let quitting: AbortController
  let leases: number

  beforeEach(async () => {
    harness = await RecycleBinHarness.start()
    desktop = new MemoryBlobs(new MemoryDisk(), 'desktop')
    cache = new PreviewCache({
      files: new MemoryCache(),
      hash: nodeHash,
      clock: harness.clock,
      limit: () => 1_000_000,
    })
    ;[open, suggestedNames, choice, quitting, leases] = [harness.open, [], 'saves', new AbortController(), 0]
  })
  afterEach(async () => {
    expect(leases).toBe(0)
    await harness.close()
  })

  async function selected(name: string): Promise<SelectedAsset> {
    const { context, segmentId, locale, relativePath, size, modifiedDate } = await harness.findAsset(name)
    return { context, segmentId, locale, relativePath, name, size, modifiedDate }
  }

  async function save(asset: SelectedAsset): Promise<string | null> {
    const result = await saveAsset(
      {
        cache,
        connections: accessTo(
          () => open,
          () => {
            leases += 1
            return () => (leases -= 1)
          },
        ),
        clock: harness.clock,
        signal: quitting.signal,
        save: {
          chooseFile: (name) => {
            suggestedNames.push(name)
            const write: MemoryBlobs['write'] = (file, chunks, accept) => desktop.write(file, chunks, accept)
            const target = {
              name,
              write: (...[chunks, accept]: Rest<typeof write>) => write(name, chunks, accept),
            }
            return Promise.resolve(choice === 'closes' ? null : target)
          },
        },
      },
      asset,
    )
    return result.ok ? result.value.fileName : `failed: ${result.failure.kind}`
  }

  const saved = (): string[] => [...desktop.disk.files.keys()]

  it('writes the bytes under a safe name, and returns the name', async () => {
    expect(await save(await selected('#1 100%.png'))).toBe('#1 100%.png')
    expect(Buffer.from(desktop.disk.files.get('desktop/#1 100%.png') ?? []).toString()).toBe('picture')
    expect(harness.countDownloads()).toBe(1)
  })

  it('makes no call for a cached file', async () => {
    const asset = await selected('a.txt')
    const signal = quitting.signal
    const options = { open: harness.open, asset, maxBytes: 9_000, use: 'preview', signal } as const
    await loadFile({ cache, clock: harness.clock }, options)
    expect(await cache.findFile({ account: accountKeyOf(harness.open), file: asset }, 'file')).not.toBeNull()
    expect(await save(asset)).toBe('a.txt')
    expect(desktop.disk.files.get('desktop/a.txt')).toHaveLength(5_000)
    expect(harness.countDownloads()).toBe(1)
  })

  it('makes no call if the dialog is closed', async () => {
    choice = 'closes'
    expect(await save(await selected('a.txt'))).toBeNull()
    expect(suggestedNames).toEqual(['a.txt'])
    expect(harness.countDownloads()).toBe(0)
  })

  it('reports an exhausted quota or a missing connection before opening the dialog', async () => {
    const asset = await selected('a.txt')
    harness.hourlyAllowance = 1
    expect(await save(asset)).toBe('failed: throttled')
    open = null
    expect(await save(asset)).toBe('failed: not-connected')
    expect(suggestedNames).toEqual([])
  })

  it.each([
    ['ends early', { kind: 'cut-body', afterBytes: 20, framing: 'close' }, 'answer-cut'],
    ['is refused', { kind: 'status', status: 500 }, 'server-error'],
  ] as const)('leaves no partial file if the response %s', async (...[, fault, kind]) => {
    const asset = await selected('a.txt')
    harness.server.faults.add({ match: { path: /filename=/ }, fault })
    expect(await save(asset)).toBe(`failed: ${kind}`)
    expect(saved()).toEqual([])
  })

  it('leaves no partial file if the disk is full', async () => {
    desktop.disk.capacity = 100
    expect(await save(await selected('a.txt'))).toBe('failed: save-failed')
    expect(saved()).toEqual([])
  })

  it('is aborted when the app quits', async () => {
    const asset = await selected('a.txt')
    const arrived = harness.server.faults.waitFor({ path: /filename=/ })
    const release = harness.server.faults.hold({ path: /filename=/ })
    const answer = save(asset)
    await arrived
    quitting.abort()
    expect(await answer).toBe('failed: stopped')
    release()
    expect(saved()).toEqual([])
  })
})

type Rest<Work> = Work extends (first: never, ...rest: infer Others) => unknown ? Others : never
