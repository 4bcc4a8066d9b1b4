import { layOutDownload } from '../core/local-names/download-layout'
import { joinLocalPath } from '../core/local-names/local-path'
import { KeptFiles } from '../core/previews/kept-files'
import { DownloadRunner } from '../core/transfers/download-runner'
import type { LocalTargetPort } from '../core/transfers/local-target'
import type { NewFile } from '../core/transfers/ports'
import type { SelectedAsset } from '../shared/deletion'
import { BinBench } from './bin-bench'
import { MemoryCache } from './memory-cache'
import { FakeRandom, nodeHash } from './memory-ports'
import { ScriptedRun } from './scripted-run'

/** A real demo server, and downloads from it to whatever folder a test has. */
export class DownloadBench {
  readonly kept: KeptFiles
  readonly runner: DownloadRunner

  private constructor(
    readonly world: BinBench,
    target: LocalTargetPort,
  ) {
    const { clock } = world
    this.kept = new KeptFiles({ files: new MemoryCache(), hash: nodeHash, clock, limit: () => 1_000_000_000 })
    this.runner = new DownloadRunner({ target, kept: this.kept, clock, random: new FakeRandom() })
  }

  static async start(target: LocalTargetPort, patienceMs = 400): Promise<DownloadBench> {
    return new DownloadBench(
      await BinBench.start({}, { connectMs: 2_000, firstByteMs: patienceMs, idleMs: patienceMs }),
      target,
    )
  }

  /** As the window chose it, from a fresh listing. */
  async selected(...names: readonly string[]): Promise<readonly SelectedAsset[]> {
    return Promise.all(
      names.map(async (name) => {
        const { context, segmentId, locale, relativePath, size, modifiedDate } = await this.world.find(name)
        return { context, segmentId, locale, relativePath, name, size, modifiedDate }
      }),
    )
  }

  /** What the queue would hand to the runner. */
  prepare(folder: string, assets: readonly SelectedAsset[]): ScriptedRun {
    const paths = layOutDownload(assets)
    const files = assets.map((asset, n): Omit<NewFile, 'state'> => {
      const { size, modifiedDate: _, ...identity } = asset
      return { identity, size, source: { kind: 'asset', asset }, localPath: joinLocalPath(paths[n] ?? []) }
    })
    const batch = {
      kind: 'download',
      target: { kind: 'folder', name: 'desk' },
      context: null,
      folder,
    } as const
    return new ScriptedRun(this.world.origin, batch, files)
  }

  close(): Promise<void> {
    return this.world.close()
  }
}
