import { Deletions } from '../core/deletion/deletions'
import { RunJournals } from '../core/deletion/journal'
import { PreviewCache } from '../core/previews/preview-cache'
import { defaultSettings } from '../core/settings/settings'
import { KnownContent } from '../core/transfers/known-content'
import { UploadPlans } from '../core/transfers/upload-plans'
import type { GrantedLocalFile } from '../core/transfers/upload-source'
import type { OpenConnection } from '../core/connections/open-connection'
import type { Switches } from '../demo-server'
import type { DeletionQuestion, DeletionRun } from '../shared/deletion'
import type { KnownBytes } from '../shared/recycle-bin'
import type { ConflictChoice, UploadPlan, UploadStarted, UploadTarget } from '../shared/transfers'
import { RecycleBinHarness, binContext } from './recycle-bin-harness'
import { MemoryCache } from './memory-cache'
import { FakeRandom, nodeHash } from './memory-ports'
import { MemoryDisk, MemoryLogFiles } from './memory-storage'
import { UploadHarness, type UploadFileSpec } from './upload-harness'
import { accessTo } from './fixed-access'

const ignore = (): void => undefined

/** Upload plans with the recycle bin and deletions, connected as in the app. */
export class UploadPlansHarness extends UploadHarness {
  readonly plans: UploadPlans
  readonly deletions: Deletions
  readonly grants = new Map<string, { readonly files: readonly GrantedLocalFile[] }>()
  open: OpenConnection | null
  /** The project of a job, as far as the window knows it. */
  projectHint: number | null = null
  /** Hashes known from copies and earlier uploads. */
  knownBytes: readonly KnownBytes[] = []
  readonly cache: PreviewCache
  private onRunEnded: (run: DeletionRun) => void = ignore

  constructor(binHarness: RecycleBinHarness) {
    super(binHarness)
    this.open = binHarness.open
    const { bin, clock } = binHarness
    const connections = accessTo(() => this.open)
    const random = new FakeRandom()
    this.cache = new PreviewCache({
      files: new MemoryCache(),
      hash: nodeHash,
      clock,
      limit: () => 1_000_000_000,
    })
    this.deletions = new Deletions({
      clock,
      random,
      connections,
      copies: (open) => bin.backupStore(open),
      journals: new RunJournals(new MemoryLogFiles(new MemoryDisk(), 'jobs')),
      guard: { isReadOnly: () => false, protects: () => false },
      ensureRecorded: () => Promise.resolve(),
      limits: () => defaultSettings,
      onRunChange: ignore,
      onRefresh: ignore,
      onRunEnd: (run) => {
        this.onRunEnded(run)
      },
    })
    const content = new KnownContent({
      files: this.local,
      measure: nodeHash.measure,
      knownBytes: () => Promise.resolve(this.knownBytes),
      cache: this.cache,
      findStaged: () => null,
    })
    this.plans = new UploadPlans({
      content,
      random,
      connections,
      queue: this.queue,
      deletions: this.deletions,
      onUploadEnded: this.onUploadEnded,
      grants: {
        findGrant: (id) => this.grants.get(id) ?? null,
        consumeGrant: (id) => void this.grants.delete(id),
      },
      canWrite: () => !this.isReadOnly,
      projectHint: () => this.projectHint,
      isCached: () => false,
      comparesBytes: () => this.comparesBytes,
    })
  }

  static override async start(switches: Partial<Switches> = {}): Promise<UploadPlansHarness> {
    return new UploadPlansHarness(await RecycleBinHarness.start(switches))
  }

  /** The user grants local files. */
  grantFiles(specs: readonly UploadFileSpec[]): string {
    const files = specs.map(({ name, folder = '', text = `text of ${name}` }, index): GrantedLocalFile => {
      const file = this.local.put(`/home/me/${folder}/${name}`, text)
      return { id: String(index), name, folder, size: file.size, file }
    })
    this.grants.set('grant', { files })
    return 'grant'
  }

  async planUpload(
    specs: readonly UploadFileSpec[],
    target: Partial<UploadTarget> = {},
  ): Promise<UploadPlan> {
    const source = { kind: 'files', grantId: this.grantFiles(specs) } as const
    const plan = await this.plans.planUpload({ source, target: uploadTargetOf(target) })
    if (!plan.ok) throw new Error(plan.failure.kind)
    return plan.value
  }

  /** Starts an upload with one choice per file, in order. */
  async startUpload(
    plan: UploadPlan,
    choices: readonly (ConflictChoice | null)[] = [],
  ): Promise<UploadStarted> {
    const chosen = plan.files.flatMap(({ id }, index) => {
      const choice = choices[index] ?? null
      return choice === null ? [] : [{ id, choice }]
    })
    const started = await this.plans.startUpload({ planId: plan.planId, choices: chosen })
    if (!started.ok) throw new Error(started.failure.kind)
    return started.value
  }

  /** Confirms the replacement; settles when its deletion has ended. */
  async confirmReplacement(question: DeletionQuestion | null): Promise<DeletionRun> {
    const ended = new Promise<DeletionRun>((resolve) => (this.onRunEnded = resolve))
    const started = await this.deletions.confirmPlan(question?.planId ?? '')
    if (!started.ok) throw new Error(started.failure.kind)
    return ended
  }
}

export function uploadTargetOf(target: Partial<UploadTarget> = {}): UploadTarget {
  return { context: binContext, segmentId: 2, locale: null, folder: '', keepsFolders: true, ...target }
}
