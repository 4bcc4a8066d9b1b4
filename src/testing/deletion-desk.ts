import { Deletions } from '../core/deletion/deletions'
import { JobJournals } from '../core/deletion/journal'
import { keepsNoCopies } from '../core/deletion/ports'
import type { Clock } from '../core/ports'
import { defaultSettings } from '../core/settings/settings'
import type { WordbeeClient } from '../core/wordbee/client'
import type { Asset } from '../shared/asset'
import type { DeletionQuestion, FileState, JobView, SegmentsRefresh, SelectedAsset } from '../shared/deletion'
import { FakeRandom } from './memory-ports'
import { MemoryDisk, MemoryLogFiles } from './memory-storage'

/** Planning and deleting over any client, with everything that a window would be told. */
export class DeletionDesk {
  readonly deletions: Deletions
  readonly refreshes: SegmentsRefresh[] = []
  readonly phases: string[] = []
  private finished: () => void = () => undefined

  constructor(ports: { readonly client: WordbeeClient; readonly clock: Clock }) {
    const connection = { id: 'a', name: 'Acme', color: 'blue', kind: 'server', key: 'session-only' } as const
    const open = {
      connection: { ...connection, host: 'platform.example', accountId: 'acme', readOnly: false },
      client: ports.client,
      serverKey: 'https://platform.example',
    }
    this.deletions = new Deletions({
      ...{ clock: ports.clock, random: new FakeRandom(), connection: () => open },
      onRefresh: (refresh) => this.refreshes.push(refresh),
      ...{
        copies: () => keepsNoCopies,
        hold: () => () => undefined,
        journals: new JobJournals(new MemoryLogFiles(new MemoryDisk(), 'jobs')),
      },
      guard: { isReadOnly: () => false, protects: () => false },
      limits: () => defaultSettings,
      ensureRecorded: () => Promise.resolve(),
      onJobChange: () => this.noteJob(),
      onJobEnd: () => this.finished(),
    })
  }

  async plan(assets: readonly Asset[]): Promise<DeletionQuestion> {
    const question = await this.deletions.plan(assets.map(toSelected))
    if (!question.ok) throw new Error(`no question: ${question.failure.kind}`)
    return question.value
  }

  /** Confirms and waits for the end. */
  async run(question: DeletionQuestion): Promise<JobView> {
    const ended = new Promise<void>((resolve) => (this.finished = resolve))
    const started = await this.deletions.confirm(question.planId)
    if (!started.ok) throw new Error(`not started: ${started.failure.kind}`)
    await ended
    const job = this.deletions.current()
    if (job === null) throw new Error('the job is gone')
    return job
  }

  private noteJob(): void {
    const phase = this.deletions.current()?.phase
    if (phase !== undefined && this.phases.at(-1) !== phase) this.phases.push(phase)
  }
}

export function toSelected(asset: Asset): SelectedAsset {
  const { context, segmentId, locale, relativePath, name, size, modifiedDate } = asset
  return { context, segmentId, locale, relativePath, name, size, modifiedDate }
}

/** Outcome as a short text. */
export function outcomeText(outcome: FileState): string {
  return outcome.state === 'not-deleted' ? `not-deleted: ${outcome.reason}` : outcome.state
}
