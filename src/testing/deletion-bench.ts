import { createClient, type WordbeeClient } from '../core/wordbee/client'
import type { Asset, AssetContext } from '../shared/asset'
import type { JobView } from '../shared/deletion'
import { DeletionDesk, outcomeText } from './deletion-desk'
import { FakeClock, FakeRandom } from './memory-ports'
import { MemoryPlatform, type StoredFile } from './memory-platform'

export const benchContext: AssetContext = { family: 'classic', scope: 'pr7214' }

/** The desk over a platform in memory. */
export class DeletionBench extends DeletionDesk {
  readonly platform: MemoryPlatform
  readonly clock: FakeClock
  readonly client: WordbeeClient

  constructor(files: readonly StoredFile[]) {
    const platform = new MemoryPlatform(files)
    const clock = new FakeClock()
    const client = createClient({
      ...{ http: platform, clock, random: new FakeRandom(), serverUrl: 'https://platform.example' },
      credentials: { accountId: 'acme', apiKey: 'key-of-the-bench' },
    })
    super({ client, clock })
    this.platform = platform
    this.clock = clock
    this.client = client
  }

  /** What a window would show. */
  async look(segmentIds: readonly number[]): Promise<readonly Asset[]> {
    return (await this.client.listSegments(benchContext, segmentIds)).assets
  }

  /** From looking to the end, for all files of these names. */
  async delete(names: readonly string[], segmentIds: readonly number[] = [1, 2, 3]): Promise<JobView> {
    const assets = await this.look(segmentIds)
    return this.run(await this.plan(assets.filter((asset) => names.includes(asset.name))))
  }
}

export function file(name: string, rest: Partial<StoredFile> = {}): StoredFile {
  const modifiedDate = '2026-03-04T06:06:00.0000000Z'
  return { segmentId: 1, locale: null, relativePath: '', name, size: 100, modifiedDate, ...rest }
}

/** Name and outcome of each file, as a short text. */
export function outcomes(job: JobView): Record<string, string> {
  return Object.fromEntries(job.files.map(({ identity, outcome }) => [identity.name, outcomeText(outcome)]))
}
