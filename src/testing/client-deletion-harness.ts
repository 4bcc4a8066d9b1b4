import type { OpenConnection } from '../core/connections/open-connection'
import { Deletions } from '../core/deletion/deletions'
import { RunJournals } from '../core/deletion/journal'
import { noBackups } from '../core/deletion/ports'
import type { Clock } from '../core/ports'
import { defaultSettings } from '../core/settings/settings'
import type { WordbeeClient } from '../core/wordbee/client'
import type { Asset } from '../shared/asset'
import { toSelectedAsset } from '../shared/selected-asset'
import type { DeletionQuestion, FileState, DeletionRun, SegmentsRefresh } from '../shared/deletion'
import { FakeRandom } from './memory-ports'
import { MemoryDisk, MemoryLogFiles } from './memory-storage'
import { accessTo } from './fixed-access'

/** Deletions on any client. Records everything that a window would receive. */
export class ClientDeletionHarness {
  readonly deletions: Deletions
  readonly refreshes: SegmentsRefresh[] = []
  readonly phases: string[] = []
  private notifyEnd: () => void = () => undefined

  constructor(ports: { readonly client: WordbeeClient; readonly clock: Clock }) {
    const open: OpenConnection = {
      connection: {
        id: 'a',
        name: 'Acme',
        color: 'blue',
        kind: 'server',
        key: 'session-only',
        host: 'platform.example',
        accountId: 'acme',
        readOnly: false,
      },
      client: ports.client,
      serverKey: 'https://platform.example',
    }
    this.deletions = new Deletions({
      clock: ports.clock,
      random: new FakeRandom(),
      connections: accessTo(() => open),
      copies: () => noBackups,
      journals: new RunJournals(new MemoryLogFiles(new MemoryDisk(), 'jobs')),
      guard: { isReadOnly: () => false, protects: () => false },
      limits: () => defaultSettings,
      ensureRecorded: () => Promise.resolve(),
      onRunChange: () => this.recordPhase(),
      onRunEnd: () => this.notifyEnd(),
      onRefresh: (refresh) => this.refreshes.push(refresh),
    })
  }

  async planDeletion(assets: readonly Asset[]): Promise<DeletionQuestion> {
    const question = await this.deletions.planDeletion(assets.map(toSelectedAsset))
    if (!question.ok) throw new Error(`no question: ${question.failure.kind}`)
    return question.value
  }

  /** Confirms and waits for the end. */
  async runDeletion(question: DeletionQuestion): Promise<DeletionRun> {
    const ended = new Promise<void>((resolve) => (this.notifyEnd = resolve))
    const started = await this.deletions.confirmPlan(question.planId)
    if (!started.ok) throw new Error(`not started: ${started.failure.kind}`)
    await ended
    const run = this.deletions.currentRun()
    if (run === null) throw new Error('the run is gone')
    return run
  }

  private recordPhase(): void {
    const phase = this.deletions.currentRun()?.phase
    if (phase !== undefined && this.phases.at(-1) !== phase) this.phases.push(phase)
  }
}

/** The outcome as a short text. */
export function describeOutcome(outcome: FileState): string {
  return outcome.state === 'not-deleted' ? `not-deleted: ${outcome.reason}` : outcome.state
}
