import { afterAll, describe, expect, it } from 'vitest'
import type { SelectedAsset } from '../../shared/deletion'
import { BinBench } from '../../testing/bin-bench'
import type { OpenConnection } from '../connections/open-connection'
import type { FolderEntry } from '../local-names/free-paths'
import { Downloads, type ChosenFolder } from './downloads'
import type { NewBatch } from './ports'

const asset = (name: string, also: Partial<SelectedAsset> = {}): SelectedAsset => ({
  ...{ context: { family: 'classic', scope: 'pr1' }, segmentId: 7, locale: null, relativePath: '' },
  ...{ name, size: 10, modifiedDate: null, ...also },
})

const bench = await BinBench.start()

afterAll(() => bench.close())

class Desk {
  open: OpenConnection | null = bench.origin
  chosen: ChosenFolder | null = { folder: '/home/me/desk', name: 'desk' }
  free = 1_000
  there: readonly FolderEntry[] = []
  fault: 'none' | 'list' | 'add' = 'none'
  readonly added: NewBatch[] = []
  asked = 0
  held = 0

  async start(...assets: readonly SelectedAsset[]): Promise<string> {
    const started = await new Downloads({
      connection: () => this.open,
      hold: () => {
        this.held += 1
        return () => (this.held -= 1)
      },
      chooseFolder: () => Promise.resolve((this.asked += 1) > 0 ? this.chosen : null),
      target: {
        freeBytes: () => Promise.resolve(this.free),
        list: (_folder, path) =>
          this.fault === 'list'
            ? Promise.reject(new Error('gone'))
            : Promise.resolve(path.length === 0 ? this.there : []),
      },
      queue: {
        add: (batch) => {
          if (this.fault === 'add') return Promise.reject(new Error('full'))
          this.added.push(batch)
          return Promise.resolve({ batchId: 'batch', fileIds: batch.files.map((_, n) => String(n)) })
        },
      },
    }).start(assets)
    expect(this.held).toBe(0)
    return started.ok ? String(started.value.batchId) : started.failure.kind
  }

  paths(): readonly (string | undefined)[] {
    return this.added[0]?.files.map(({ localPath }) => localPath) ?? []
  }
}

describe('a download', () => {
  it('gives each file a path of its own below the folder that was chosen', async () => {
    const desk = new Desk()
    desk.there = [{ name: 'A.txt', isFolder: false }]
    const assets = [
      asset('a.txt'),
      asset('x', { relativePath: '../ui' }),
      asset('a.txt'),
      asset('X', { relativePath: 'UI' }),
    ]
    expect(await desk.start(...assets)).toBe('batch')
    expect(desk.paths()).toEqual(['a (2).txt', 'ui/x', 'ui/X (2)'])
    expect(desk.added[0]).toMatchObject({
      ...{
        kind: 'download',
        target: { kind: 'folder', name: 'desk' },
        context: null,
        folder: '/home/me/desk',
      },
    })
    expect(desk.added[0]?.files[0]).toMatchObject({
      ...{ identity: { name: 'a.txt', segmentId: 7 }, size: 10, state: 'waiting', source: { kind: 'asset' } },
    })
  })

  it('begins nothing where the dialog was closed', async () => {
    const desk = new Desk()
    desk.chosen = null
    expect([await desk.start(asset('a')), desk.added]).toEqual(['null', []])
  })

  it('says what is in its way before anything is sent', async () => {
    const desk = new Desk()
    desk.free = 19
    expect(await desk.start(asset('a'), asset('b'))).toBe('target-disk')
    expect(await desk.start(asset('a'), asset('b', { size: null }))).toBe('batch')
    desk.fault = 'list'
    expect(await desk.start(asset('a'))).toBe('save-failed')
    desk.fault = 'add'
    expect(await desk.start(asset('a'))).toBe('storage-failed')
    const before = desk.asked
    desk.open = null
    expect([await desk.start(asset('a')), desk.asked]).toEqual(['not-connected', before])
    expect(desk.added).toHaveLength(1)
  })
})
