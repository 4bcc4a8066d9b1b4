import { Deletions } from '../core/deletion/deletions'
import { JobJournals } from '../core/deletion/journal'
import { Replacements } from '../core/recycle-bin/replacements'
import { Restores } from '../core/recycle-bin/restores'
import { defaultSettings } from '../core/settings/settings'
import { UploadPlans } from '../core/transfers/upload-plans'
import type { GrantFile } from '../core/transfers/upload-source'
import type { OpenConnection } from '../core/connections/open-connection'
import type { Switches } from '../demo-server'
import type { DeletionQuestion, JobView } from '../shared/deletion'
import type { ConflictChoice, UploadPlan, UploadStarted, UploadTarget } from '../shared/transfers'
import { BinBench, binContext } from './bin-bench'
import { FakeRandom, nodeHash } from './memory-ports'
import { MemoryDisk, MemoryLogFiles } from './memory-storage'
import { UploadBench, type FileWish } from './upload-bench'

const ignore = (): void => undefined

/** Upload plans with bin and deletions as the app wires them. */
export class UploadDesk extends UploadBench {
  readonly plans: UploadPlans
  readonly deletions: Deletions
  readonly replacements: Replacements
  readonly grants = new Map<string, { readonly files: readonly GrantFile[] }>()
  open: OpenConnection | null
  /** What the window knows of the project of jobs. */
  projectHint: number | null = null
  private ended: (job: JobView) => void = ignore

  constructor(bench: BinBench) {
    super(bench)
    this.open = bench.origin
    const { bin, clock } = bench
    const connection = (): OpenConnection | null => this.open
    const hold = () => ignore
    const random = new FakeRandom()
    const restores = new Restores({
      ...{ bin, measure: nodeHash.measure, clock, connection, hold, mayWrite: () => true },
      ...{ onChange: ignore, onRefresh: ignore, onRestored: ignore },
    })
    this.deletions = new Deletions({
      ...{ clock, random, connection, hold, copies: (open) => bin.keeper(open) },
      journals: new JobJournals(new MemoryLogFiles(new MemoryDisk(), 'jobs')),
      guard: { isReadOnly: () => false, protects: () => false },
      ensureRecorded: () => Promise.resolve(),
      limits: () => defaultSettings,
      ...{ onJobChange: ignore, onRefresh: ignore },
      onJobEnd: (job) => {
        this.replacements.jobEnded(job)
        this.ended(job)
      },
    })
    this.replacements = new Replacements({ deletions: this.deletions, restores, bin, connection, hold })
    this.plans = new UploadPlans({
      ...{ random, connection, hold, queue: this.queue, replacements: this.replacements },
      onUploaded: this.onUploaded,
      grants: {
        find: (id) => this.grants.get(id) ?? null,
        consume: (id) => void this.grants.delete(id),
      },
      mayWrite: () => !this.isReadOnly,
      projectHint: () => this.projectHint,
      isKept: () => false,
    })
  }

  static override async start(switches: Partial<Switches> = {}): Promise<UploadDesk> {
    return new UploadDesk(await BinBench.start(switches))
  }

  /** The user gives files. */
  give(wishes: readonly FileWish[]): string {
    const files = wishes.map(({ name, folder = '', text = `text of ${name}` }, index): GrantFile => {
      const file = this.local.put(`/home/me/${folder}/${name}`, text)
      return { id: String(index), name, folder, size: file.size, file }
    })
    this.grants.set('grant', { files })
    return 'grant'
  }

  async plan(wishes: readonly FileWish[], target: Partial<UploadTarget> = {}): Promise<UploadPlan> {
    const source = { kind: 'files', grantId: this.give(wishes) } as const
    const plan = await this.plans.plan({ source, target: targetOf(target) })
    if (!plan.ok) throw new Error(plan.failure.kind)
    return plan.value
  }

  /** Starts with one choice for each file, in order. */
  async begin(plan: UploadPlan, choices: readonly (ConflictChoice | null)[] = []): Promise<UploadStarted> {
    const chosen = plan.files.flatMap(({ id }, index) => {
      const choice = choices[index] ?? null
      return choice === null ? [] : [{ id, choice }]
    })
    const started = await this.plans.start({ planId: plan.planId, choices: chosen })
    if (!started.ok) throw new Error(started.failure.kind)
    return started.value
  }

  /** Confirms what is to be replaced; settles when that deletion has ended. */
  async confirm(question: DeletionQuestion | null): Promise<JobView> {
    const ended = new Promise<JobView>((resolve) => (this.ended = resolve))
    const started = await this.replacements.confirm(question?.planId ?? '')
    if (!started.ok) throw new Error(started.failure.kind)
    return ended
  }
}

export function targetOf(target: Partial<UploadTarget> = {}): UploadTarget {
  return { context: binContext, segmentId: 2, locale: null, folder: '', keepsFolders: true, ...target }
}
