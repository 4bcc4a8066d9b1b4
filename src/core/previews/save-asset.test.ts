import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SelectedAsset } from '../../shared/deletion'
import { BinBench } from '../../testing/bin-bench'
import { MemoryCache } from '../../testing/memory-cache'
import { nodeHash } from '../../testing/memory-ports'
import { MemoryBlobs, MemoryDisk } from '../../testing/memory-storage'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import { KeptFiles } from './kept-files'
import { loadFile } from './load-file'
import { saveAsset } from './save-asset'

describe('saving a file', () => {
  let bench: BinBench
  let desktop: MemoryBlobs
  let kept: KeptFiles
  let open: OpenConnection | null
  let asked: string[]
  let choice: 'saves' | 'closes'
  let quitting: AbortController
  let held: number

  beforeEach(async () => {
    bench = await BinBench.start()
    desktop = new MemoryBlobs(new MemoryDisk(), 'desktop')
    kept = new KeptFiles({
      ...{ files: new MemoryCache(), hash: nodeHash, clock: bench.clock, limit: () => 1_000_000 },
    })
    ;[open, asked, choice, quitting, held] = [bench.origin, [], 'saves', new AbortController(), 0]
  })
  afterEach(async () => {
    expect(held).toBe(0)
    await bench.close()
  })

  async function selected(name: string): Promise<SelectedAsset> {
    const { context, segmentId, locale, relativePath, size, modifiedDate } = await bench.find(name)
    return { context, segmentId, locale, relativePath, name, size, modifiedDate }
  }

  async function save(asset: SelectedAsset): Promise<string | null> {
    const result = await saveAsset(
      {
        ...{ kept, connection: () => open, clock: bench.clock, signal: quitting.signal },
        hold: () => {
          held += 1
          return () => (held -= 1)
        },
        save: {
          chooseFile: (name) => {
            asked.push(name)
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

  it('writes its bytes under a safe name, and tells the name', async () => {
    expect(await save(await selected('#1 100%.png'))).toBe('#1 100%.png')
    expect(Buffer.from(desktop.disk.files.get('desktop/#1 100%.png') ?? []).toString()).toBe('picture')
    expect(bench.downloads()).toBe(1)
  })

  it('makes no call where it is kept', async () => {
    const asset = await selected('a.txt')
    const signal = quitting.signal
    const wish = { open: bench.origin, asset, most: 9_000, use: 'preview', signal } as const
    await loadFile({ kept, clock: bench.clock }, wish)
    expect(await kept.find({ account: accountKeyOf(bench.origin), file: asset }, 'file')).not.toBeNull()
    expect(await save(asset)).toBe('a.txt')
    expect(desktop.disk.files.get('desktop/a.txt')).toHaveLength(5_000)
    expect(bench.downloads()).toBe(1)
  })

  it('makes no call where the dialog is closed', async () => {
    choice = 'closes'
    expect(await save(await selected('a.txt'))).toBeNull()
    expect(asked).toEqual(['a.txt'])
    expect(bench.downloads()).toBe(0)
  })

  it('says before it asks where to that no call is left, and that nothing is connected', async () => {
    const asset = await selected('a.txt')
    bench.hourlyAllowance = 1
    expect(await save(asset)).toBe('failed: throttled')
    open = null
    expect(await save(asset)).toBe('failed: not-connected')
    expect(asked).toEqual([])
  })

  it.each([
    ['ends early', { kind: 'cut-body', afterBytes: 20, framing: 'close' }, 'answer-cut'],
    ['is refused', { kind: 'status', status: 500 }, 'server-error'],
  ] as const)('leaves no half file where the answer %s', async (...[, fault, kind]) => {
    const asset = await selected('a.txt')
    bench.server.faults.add({ match: { path: /filename=/ }, fault })
    expect(await save(asset)).toBe(`failed: ${kind}`)
    expect(saved()).toEqual([])
  })

  it('leaves no half file where the disk is full', async () => {
    desktop.disk.capacity = 100
    expect(await save(await selected('a.txt'))).toBe('failed: save-failed')
    expect(saved()).toEqual([])
  })

  it('is ended when the app quits', async () => {
    const asset = await selected('a.txt')
    const arrived = bench.server.faults.waitFor({ path: /filename=/ })
    const release = bench.server.faults.hold({ path: /filename=/ })
    const answer = save(asset)
    await arrived
    quitting.abort()
    expect(await answer).toBe('failed: stopped')
    release()
    expect(saved()).toEqual([])
  })
})

type Rest<Work> = Work extends (first: never, ...rest: infer Others) => unknown ? Others : never
