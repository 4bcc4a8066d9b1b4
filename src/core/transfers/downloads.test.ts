import { afterAll, describe, expect, it } from 'vitest'
import type { SelectedAsset } from '../../shared/deletion'
import { RecycleBinHarness } from '../../testing/recycle-bin-harness'
import type { OpenConnection } from '../connections/open-connection'
import type { FolderEntry } from '../local-names/free-paths'
import { Downloads, type ChosenFolder } from './downloads'
import type { NewTransferBatch } from './ports'
import { accessTo } from '../../testing/fixed-access'

const asset = (name: string, change: Partial<SelectedAsset> = {}): SelectedAsset => ({
  context: { family: 'classic', scope: 'pr1' },
  segmentId: 7,
  locale: null,
  relativePath: '',
  name,
  size: 10,
  modifiedDate: null,
  ...change,
})

const binHarness = await RecycleBinHarness.start()

afterAll(() => binHarness.close())

class DownloadsHarness {
  open: OpenConnection | null = binHarness.open
  chosen: ChosenFolder | null = { folder: '/home/me/desk', name: 'desk' }
  freeBytes = 1_000
  existing: readonly FolderEntry[] = []
  fault: 'none' | 'list' | 'add' = 'none'
  readonly added: NewTransferBatch[] = []
  dialogs = 0
  leases = 0

  async startDownload(...assets: readonly SelectedAsset[]): Promise<string> {
    const started = await new Downloads({
      connections: accessTo(
        () => this.open,
        () => {
          this.leases += 1
          return () => (this.leases -= 1)
        },
      ),
      chooseFolder: () => Promise.resolve((this.dialogs += 1) > 0 ? this.chosen : null),
      target: {
        freeBytes: () => Promise.resolve(this.freeBytes),
        listFolder: (_folder, path) =>
          this.fault === 'list'
            ? Promise.reject(new Error('gone'))
            : Promise.resolve(path.length === 0 ? this.existing : []),
      },
      queue: {
        addBatch: (batch) => {
          if (this.fault === 'add') return Promise.reject(new Error('full'))
          this.added.push(batch)
          return Promise.resolve({ batchId: 'batch', fileIds: batch.files.map((_, n) => String(n)) })
        },
      },
    }).startDownload(assets)
    expect(this.leases).toBe(0)
    return started.ok ? String(started.value.batchId) : started.failure.kind
  }

  paths(): readonly (string | undefined)[] {
    return this.added[0]?.files.map(({ localPath }) => localPath) ?? []
  }
}

describe('a download', () => {
  it('gives each file a separate path below the chosen folder', async () => {
    const harness = new DownloadsHarness()
    harness.existing = [{ name: 'A.txt', isFolder: false }]
    const assets = [
      asset('a.txt'),
      asset('x', { relativePath: '../ui' }),
      asset('a.txt'),
      asset('X', { relativePath: 'UI' }),
    ]
    expect(await harness.startDownload(...assets)).toBe('batch')
    expect(harness.paths()).toEqual(['a (2).txt', 'ui/x', 'ui/X (2)'])
    expect(harness.added[0]).toMatchObject({
      kind: 'download',
      target: { kind: 'folder', name: 'desk' },
      context: null,
      folder: '/home/me/desk',
    })
    expect(harness.added[0]?.files[0]).toMatchObject({
      identity: { name: 'a.txt', segmentId: 7 },
      size: 10,
      state: 'waiting',
      source: { kind: 'asset' },
    })
  })

  it('queues nothing if the dialog was cancelled', async () => {
    const harness = new DownloadsHarness()
    harness.chosen = null
    expect([await harness.startDownload(asset('a')), harness.added]).toEqual(['null', []])
  })

  it('reports obstacles before anything is sent', async () => {
    const harness = new DownloadsHarness()
    harness.freeBytes = 19
    expect(await harness.startDownload(asset('a'), asset('b'))).toBe('target-disk')
    expect(await harness.startDownload(asset('a'), asset('b', { size: null }))).toBe('batch')
    harness.fault = 'list'
    expect(await harness.startDownload(asset('a'))).toBe('save-failed')
    harness.fault = 'add'
    expect(await harness.startDownload(asset('a'))).toBe('storage-failed')
    const dialogsBefore = harness.dialogs
    harness.open = null
    expect([await harness.startDownload(asset('a')), harness.dialogs]).toEqual([
      'not-connected',
      dialogsBefore,
    ])
    expect(harness.added).toHaveLength(1)
  })
})
