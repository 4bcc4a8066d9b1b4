import { Deletions } from '../core/deletion/deletions'
import { createClient, type WordbeeClient } from '../core/wordbee/client'
import type { Asset, AssetContext } from '../shared/asset'
import type { DeletionQuestion, FileState, JobView, SegmentsRefresh, SelectedAsset } from '../shared/deletion'
import { FakeClock, FakeRandom } from './memory-ports'
import { MemoryPlatform, type StoredFile } from './memory-platform'

export const benchContext: AssetContext = { family: 'classic', scope: 'pr7214' }

/** Planning and deleting over a platform in memory, with everything that a window would be told. */
export class DeletionBench {
  readonly platform: MemoryPlatform
  readonly clock = new FakeClock()
  readonly client: WordbeeClient
  readonly deletions: Deletions
  readonly refreshes: SegmentsRefresh[] = []
  readonly phases: string[] = []
  private finished: () => void = () => undefined

  constructor(files: readonly StoredFile[]) {
    this.platform = new MemoryPlatform(files)
    const { clock } = this
    this.client = createClient({
      ...{ http: this.platform, clock, random: new FakeRandom(), serverUrl: 'https://platform.example' },
      credentials: { accountId: 'acme', apiKey: 'key-of-the-bench' },
    })
    this.deletions = new Deletions({
      ...{ clock, random: new FakeRandom(), onRefresh: (refresh) => this.refreshes.push(refresh) },
      connection: () => this.connection,
      onJobChange: () => this.noteJob(),
    })
  }

  private connection: ReturnType<ConstructorParameters<typeof Deletions>[0]['connection']> = null

  /** Connects, lists, and gives what a window would show. */
  async look(segmentIds: readonly number[]): Promise<readonly Asset[]> {
    const connection = { id: 'a', name: 'Acme', color: 'blue', kind: 'server', key: 'session-only' } as const
    this.connection = {
      connection: { ...connection, host: 'platform.example', accountId: 'acme' },
      client: this.client,
      serverKey: 'https://platform.example',
    }
    return (await this.client.listSegments(benchContext, segmentIds)).assets
  }

  async plan(assets: readonly Asset[]): Promise<DeletionQuestion> {
    const question = await this.deletions.plan(assets.map(toSelected))
    if (!question.ok) throw new Error(`no question: ${question.failure.kind}`)
    return question.value
  }

  /** Confirms and waits for the end. */
  async run(question: DeletionQuestion): Promise<JobView> {
    const ended = new Promise<void>((resolve) => (this.finished = resolve))
    const started = this.deletions.confirm(question.planId)
    if (!started.ok) throw new Error(`not started: ${started.failure.kind}`)
    await ended
    const job = this.deletions.current()
    if (job === null) throw new Error('the job is gone')
    return job
  }

  /** From looking to the end, for all files of these names. */
  async delete(names: readonly string[], segmentIds: readonly number[] = [1, 2, 3]): Promise<JobView> {
    const assets = await this.look(segmentIds)
    return this.run(await this.plan(assets.filter((asset) => names.includes(asset.name))))
  }

  private noteJob(): void {
    const phase = this.deletions.current()?.phase
    if (phase !== undefined && this.phases.at(-1) !== phase) this.phases.push(phase)
    if (phase === 'done') this.finished()
  }
}

export function toSelected(asset: Asset): SelectedAsset {
  const { context, segmentId, locale, relativePath, name, size, modifiedDate } = asset
  return { context, segmentId, locale, relativePath, name, size, modifiedDate }
}

export function file(name: string, rest: Partial<StoredFile> = {}): StoredFile {
  const modifiedDate = '2026-03-04T06:06:00.0000000Z'
  return { segmentId: 1, locale: null, relativePath: '', name, size: 100, modifiedDate, ...rest }
}

/** Name and outcome of each file, as a short text. */
export function outcomes(job: JobView): Record<string, string> {
  return Object.fromEntries(job.files.map(({ identity, outcome }) => [identity.name, outcomeText(outcome)]))
}

function outcomeText(outcome: FileState): string {
  return outcome.state === 'not-deleted' ? `not-deleted: ${outcome.reason}` : outcome.state
}
