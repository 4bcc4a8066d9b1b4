import type { SelectedAsset } from '../../shared/deletion'
import { fail, succeed, type Result } from '../../shared/result'
import type {
  PlannedUpload,
  UploadPlan,
  UploadSource,
  UploadStart,
  UploadStarted,
  UploadTarget,
} from '../../shared/transfers'
import { workAccountOf, type OpenConnection } from '../connections/open-connection'
import { createPlanStore } from '../deletion/plan-store'
import type { RandomSource } from '../ports'
import { toFailure } from '../wordbee/wordbee-error'
import { planUploads } from './plan-uploads'
import { UploadReplacement, type UploadReplacementPorts } from './upload-replacement'
import { UploadConflictResolver } from './upload-conflict-resolver'
import { countRounds } from './round-size'
import { toChoiceMap, toNewUploadFile } from './upload-choices'
import { toRequestedFiles, type GrantsPort, type RequestedFile } from './upload-source'
import { listTarget, normalizeTarget, type ListedTarget, type ProjectHint } from './upload-target'

export interface UploadPlansPorts extends UploadReplacementPorts {
  readonly random: RandomSource
  readonly grants: GrantsPort
  readonly connection: () => OpenConnection | null
  /** Leases the session of a connection; the result releases it. */
  readonly acquire: (open: OpenConnection) => () => void
  /** False for a read-only connection. */
  readonly canWrite: (open: OpenConnection) => boolean
  readonly projectHint: ProjectHint
  /** Whether an asset is cached, so that copying it costs no download. */
  readonly isCached: (asset: SelectedAsset) => boolean
  /** Whether the bytes of each upload are compared while calls are left; a setting. */
  readonly comparesBytes: () => boolean
}

interface PendingUpload {
  readonly plan: UploadPlan
  readonly source: UploadSource
  /** In the order of the plan's files. */
  readonly files: readonly RequestedFile[]
}

const planUnknown = fail({ kind: 'plan-unknown', retry: 'no' })

/** Upload plans, frozen in main from a fresh listing. A window starts one by its id and the user's choices only. */
export class UploadPlans {
  private readonly plans = createPlanStore<PendingUpload>()
  private readonly conflictResolver: UploadConflictResolver

  constructor(private readonly ports: UploadPlansPorts) {
    this.conflictResolver = new UploadConflictResolver(ports)
  }

  /**
   * Costs one call. Failures: `not-connected`, `connection-read-only`, `request-invalid` (nothing to upload, or a folder or
   * locale that could not be deleted safely later), `plan-unknown` (unknown grant, or the account was switched),
   * `upload-needs-project`, those of the client.
   */
  async planUpload(request: {
    readonly source: UploadSource
    readonly target: UploadTarget
  }): Promise<Result<UploadPlan>> {
    const open = this.requireWritable()
    if (!open.ok) return open
    const { source } = request
    const target = normalizeTarget(request.target)
    const files = toRequestedFiles(source, this.ports.grants)
    if (files === null) return planUnknown
    if (target === null || files.length === 0) return fail({ kind: 'request-invalid', retry: 'no' })
    const release = this.ports.acquire(open.value)
    try {
      const listed = await listTarget(open.value.client, target, this.ports.projectHint)
      if (!listed.ok) return listed
      // The account was switched during the listing, which belongs to the previous one.
      if (this.ports.connection() !== open.value) return planUnknown
      const plan = this.createPlan(open.value, { target, files, kind: kindOf(source) }, listed.value)
      this.plans.addPlan(plan.planId, { plan: { plan, source, files }, madeOn: open.value })
      return succeed(plan)
    } catch (error) {
      return fail(toFailure(error))
    } finally {
      release()
    }
  }

  discardPlan(planId: string): void {
    this.plans.discardPlan(planId)
  }

  /**
   * Queues the plan, once. If the question about replaced files fails, nothing starts and the plan stays valid. Failures:
   * `not-connected`, `connection-read-only`, `plan-unknown`, `storage-failed`, those of planning a deletion.
   */
  async startUpload({ planId, choices }: UploadStart): Promise<Result<UploadStarted>> {
    const open = this.requireWritable()
    if (!open.ok) return open
    if (this.plans.findPlan(planId)?.madeOn !== open.value) return planUnknown
    const pending = this.plans.takePlan(planId)
    if (pending === null) return planUnknown
    const release = this.ports.acquire(open.value)
    try {
      const started = await this.startOn(open.value, pending.plan, choices)
      if (!started.ok && this.ports.connection() === open.value) this.plans.addPlan(planId, pending)
      return started
    } finally {
      release()
    }
  }

  /**
   * For files whose destination turned out to be taken; choices for others are ignored. Failures: `not-connected` (also if the
   * batch belongs to another account), `connection-read-only`, `plan-unknown` (no such batch), those of planning a deletion and
   * of the client.
   */
  async resolveConflicts(request: {
    readonly batchId: string
    readonly choices: UploadStart['choices']
  }): ReturnType<UploadConflictResolver['resolveConflicts']> {
    const open = this.requireWritable()
    if (!open.ok) return open
    const release = this.ports.acquire(open.value)
    try {
      return await this.conflictResolver.resolveConflicts(open.value, request)
    } finally {
      release()
    }
  }

  /** Discards all plans, on sign-out and on a switch of account. */
  connectionChanged(): void {
    this.plans.clearPlans()
  }

  private requireWritable(): Result<OpenConnection> {
    const open = this.ports.connection()
    if (open === null) return fail({ kind: 'not-connected', retry: 'no' })
    return this.ports.canWrite(open) ? succeed(open) : fail({ kind: 'connection-read-only', retry: 'no' })
  }

  private createPlan(
    open: OpenConnection,
    input: {
      readonly target: UploadTarget
      readonly files: readonly RequestedFile[]
      readonly kind: UploadPlan['kind']
    },
    { uploadsTo, assets: listed }: ListedTarget,
  ): UploadPlan {
    const { random, isCached, comparesBytes } = this.ports
    const { target, files, kind } = input
    const { client } = open
    const planned = planUploads({ client, random, target, uploadsTo, files, listed })
    const uncached = files.filter(({ source }) => source.kind === 'asset' && !isCached(source.asset))
    // One listing at the start, and one closing listing for each round.
    const listings = 1 + countRounds(files.map(({ size }) => size))
    // A file that replaces another is compared whatever the setting says.
    const compared = comparesBytes() ? planned : planned.filter(({ there }) => there.length > 0)
    const calls = 2 * files.length + uncached.length + listings + compared.length
    return {
      ...workAccountOf(open),
      planId: random.id(),
      kind,
      target,
      uploadsTo,
      files: planned,
      bytes: files.reduce((sum, { size }) => sum + (size ?? 0), 0),
      calls,
      waitMs: client.estimateWaitMs(calls),
    }
  }

  private async startOn(
    open: OpenConnection,
    { plan, source, files }: PendingUpload,
    choices: UploadStart['choices'],
  ): Promise<Result<UploadStarted>> {
    const choiceById = toChoiceMap(choices)
    const added = plan.files.flatMap((planned, index) => {
      const requested = files[index]
      return requested === undefined
        ? []
        : [{ planned, file: toNewUploadFile(planned, requested.source, choiceById) }]
    })
    const replacing = added.filter(({ file }) => file.state === 'clearing').map(({ planned }) => planned)
    const replacement = new UploadReplacement(this.ports, replacing)
    const question = await replacement.createQuestion()
    if (!question.ok) return question
    if (this.ports.connection() !== open) return this.abandoned(replacement, planUnknown)
    const { segmentId, locale, folder } = plan.target
    const target = { kind: 'segment', segmentId, locale, folder } as const
    const batch = { kind: plan.kind, target, context: plan.uploadsTo, folder: null, open }
    try {
      const { batchId, fileIds } = await this.ports.queue.addBatch({
        ...batch,
        files: added.map(({ file }) => file),
      })
      if (source.kind === 'files') this.ports.grants.consumeGrant(source.grantId)
      await replacement.markQueued(batchId, toFileIds(plan.files, fileIds))
      return succeed({ batchId, question: question.value })
    } catch {
      return this.abandoned(replacement, fail({ kind: 'storage-failed', retry: 'now' }))
    }
  }

  private abandoned(
    replacement: UploadReplacement,
    failure: ReturnType<typeof fail>,
  ): ReturnType<typeof fail> {
    replacement.abandon()
    return failure
  }
}

function kindOf(source: UploadSource): UploadPlan['kind'] {
  return source.kind === 'files' ? 'upload' : 'copy'
}

function toFileIds(files: readonly PlannedUpload[], fileIds: readonly string[]): ReadonlyMap<string, string> {
  return new Map(files.map(({ id }, index) => [id, fileIds[index] ?? '']))
}
