import { layOutDownload } from '../core/local-names/download-layout'
import { joinLocalPath } from '../core/local-names/local-path'
import { PreviewCache } from '../core/previews/preview-cache'
import { DownloadRunner } from '../core/transfers/download-runner'
import type { LocalTargetPort } from '../core/transfers/local-target'
import type { NewTransferFile } from '../core/transfers/ports'
import type { SelectedAsset } from '../shared/deletion'
import { RecycleBinHarness } from './recycle-bin-harness'
import { MemoryCache } from './memory-cache'
import { FakeRandom, nodeHash } from './memory-ports'
import { ScriptedRun } from './scripted-run'

/** Downloads from a demo server to a target that the test provides. */
export class DownloadHarness {
  readonly cache: PreviewCache
  readonly runner: DownloadRunner

  private constructor(
    readonly binHarness: RecycleBinHarness,
    target: LocalTargetPort,
  ) {
    const { clock } = binHarness
    this.cache = new PreviewCache({
      files: new MemoryCache(),
      hash: nodeHash,
      clock,
      limit: () => 1_000_000_000,
    })
    this.runner = new DownloadRunner({ target, cache: this.cache, clock, random: new FakeRandom() })
  }

  static async start(target: LocalTargetPort, timeoutMs = 400): Promise<DownloadHarness> {
    return new DownloadHarness(
      await RecycleBinHarness.start({}, { connectMs: 2_000, firstByteMs: timeoutMs, idleMs: timeoutMs }),
      target,
    )
  }

  /** Assets from a fresh listing, as the window would send them. */
  async selectAssets(...names: readonly string[]): Promise<readonly SelectedAsset[]> {
    return Promise.all(
      names.map(async (name) => {
        const { context, segmentId, locale, relativePath, size, modifiedDate } =
          await this.binHarness.findAsset(name)
        return { context, segmentId, locale, relativePath, name, size, modifiedDate }
      }),
    )
  }

  /** A run as the queue would pass it to the runner. */
  createRun(folder: string, assets: readonly SelectedAsset[]): ScriptedRun {
    const paths = layOutDownload(assets)
    const files = assets.map((asset, n): Omit<NewTransferFile, 'state'> => {
      const { size, modifiedDate: _, ...identity } = asset
      return { identity, size, source: { kind: 'asset', asset }, localPath: joinLocalPath(paths[n] ?? []) }
    })
    const batch = {
      kind: 'download',
      target: { kind: 'folder', name: 'Downloads' },
      context: null,
      folder,
    } as const
    return new ScriptedRun(this.binHarness.open, batch, files)
  }

  close(): Promise<void> {
    return this.binHarness.close()
  }
}
