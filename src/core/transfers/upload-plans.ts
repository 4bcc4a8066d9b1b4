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
import type { ConnectionAccess } from '../connections/connection-access'
import { workAccountOf, type OpenConnection } from '../connections/open-connection'
import { createPlanStore } from '../deletion/plan-store'
import type { RandomSource } from '../ports'
import { toFailure } from '../wordbee/wordbee-error'
import type { KnownContent } from './known-content'
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
  readonly connections: ConnectionAccess
  /** False for a read-only connection. */
  readonly canWrite: (open: OpenConnection) => boolean
  readonly projectHint: ProjectHint
  /** Whether an asset is cached, so that copying it costs no download. */
  readonly isCached: (asset: SelectedAsset) => boolean
  /** Whether the bytes of each upload are compared while calls are left; a setting. */
  readonly comparesBytes: () => boolean
  /** Finds files that are already there with the same bytes. */
  readonly content: Pick<KnownContent, 'findEqual' | 'isUnchanged'>
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
    return this.ports.connections.using(open.value, () => this.planOn(open.value, { source, target, files }))
  }

  private async planOn(
    open: OpenConnection,
    { source, target, files }: Omit<PendingUpload, 'plan'> & { readonly target: UploadTarget },
  ): Promise<Result<UploadPlan>> {
    try {
      const listed = await listTarget(open.client, target, this.ports.projectHint)
      if (!listed.ok) return listed
      // The account was switched during the listing, which belongs to the previous one.
      if (this.ports.connections.current() !== open) return planUnknown
      const plan = await this.createPlan(open, { target, files, kind: kindOf(source) }, listed.value)
      if (this.ports.connections.current() !== open) return planUnknown
      this.plans.addPlan(plan.planId, { plan: { plan, source, files }, madeOn: open })
      return succeed(plan)
    } catch (error) {
      return fail(toFailure(error))
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
    return this.ports.connections.using(open.value, async () => {
      const started = await this.startOn(open.value, pending.plan, choices)
      if (!started.ok && this.ports.connections.current() === open.value) this.plans.addPlan(planId, pending)
      return started
    })
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
    return this.ports.connections.using(open.value, () =>
      this.conflictResolver.resolveConflicts(open.value, request),
    )
  }

  /** Discards all plans, on sign-out and on a switch of account. */
  connectionChanged(): void {
    this.plans.clearPlans()
  }

  private requireWritable(): Result<OpenConnection> {
    const open = this.ports.connections.require()
    if (!open.ok || this.ports.canWrite(open.value)) return open
    return fail({ kind: 'connection-read-only', retry: 'no' })
  }

  private async createPlan(
    open: OpenConnection,
    input: {
      readonly target: UploadTarget
      readonly files: readonly RequestedFile[]
      readonly kind: UploadPlan['kind']
    },
    { uploadsTo, assets: listed }: ListedTarget,
  ): Promise<UploadPlan> {
    const { random, isCached, comparesBytes } = this.ports
    const { target, files, kind } = input
    const { client } = open
    const all = planUploads({ client, random, target, uploadsTo, files, listed })
    const equal = await this.ports.content.findEqual(open, withSources(all, files))
    const planned = all.map((file) =>
      equal.has(file.id) ? { ...file, isAlreadyThere: true as const } : file,
    )
    // What is already there is not sent, unless the user keeps both.
    const toSend = withSources(planned, files).filter(({ planned: { id } }) => !equal.has(id))
    const uncached = toSend.filter(({ source }) => source.kind === 'asset' && !isCached(source.asset))
    // One listing at the start, and one closing listing for each round.
    const listings = toSend.length === 0 ? 0 : 1 + countRounds(toSend.map(({ planned: { size } }) => size))
    // A file that replaces another is always compared; the others only if that delays none.
    const replacing = toSend.filter(({ planned: { there } }) => there.length > 0).length
    const required = 2 * toSend.length + uncached.length + listings + replacing
    const withComparisons = required + (comparesBytes() ? toSend.length - replacing : 0)
    const calls = client.estimateWaitMs(withComparisons) === 0 ? withComparisons : required
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
    { plan, source: requested, files }: PendingUpload,
    choices: UploadStart['choices'],
  ): Promise<Result<UploadStarted>> {
    const choiceById = toChoiceMap(choices)
    const uploads = withSources(plan.files, files)
    const isAnyEqual = plan.files.some(({ isAlreadyThere }) => isAlreadyThere === true)
    const equal = isAnyEqual ? await this.findStillEqual(uploads) : new Set<string>()
    const added = uploads.map(({ planned, source }) => {
      return {
        planned,
        file: toNewUploadFile({ planned, isEqual: equal.has(planned.id) }, source, choiceById),
      }
    })
    const replacing = added.filter(({ file }) => file.state === 'clearing').map(({ planned }) => planned)
    const replacement = new UploadReplacement(this.ports, replacing)
    const question = await replacement.createQuestion()
    if (!question.ok) return question
    if (this.ports.connections.current() !== open) return this.abandoned(replacement, planUnknown)
    const { segmentId, locale, folder } = plan.target
    const target = { kind: 'segment', segmentId, locale, folder } as const
    const batch = { kind: plan.kind, target, context: plan.uploadsTo, folder: null, open }
    try {
      const { batchId, fileIds } = await this.ports.queue.addBatch({
        ...batch,
        files: added.map(({ file }) => file),
      })
      if (requested.kind === 'files') this.ports.grants.consumeGrant(requested.grantId)
      await replacement.markQueued(batchId, toFileIds(plan.files, fileIds))
      return succeed({ batchId, question: question.value })
    } catch {
      return this.abandoned(replacement, fail({ kind: 'storage-failed', retry: 'now' }))
    }
  }

  /** Ids of the files that are already there, without those that changed on this computer since they were compared. */
  private async findStillEqual(uploads: ReturnType<typeof withSources>): Promise<ReadonlySet<string>> {
    const equal = new Set<string>()
    for (const { planned, source } of uploads) {
      if (planned.isAlreadyThere === true && (await this.ports.content.isUnchanged(source)))
        equal.add(planned.id)
    }
    return equal
  }

  private abandoned(
    replacement: UploadReplacement,
    failure: ReturnType<typeof fail>,
  ): ReturnType<typeof fail> {
    replacement.abandon()
    return failure
  }
}

function withSources(
  planned: readonly PlannedUpload[],
  files: readonly RequestedFile[],
): { readonly planned: PlannedUpload; readonly source: RequestedFile['source'] }[] {
  return planned.flatMap((file, index) => {
    const source = files[index]?.source
    return source === undefined ? [] : [{ planned: file, source }]
  })
}

function kindOf(source: UploadSource): UploadPlan['kind'] {
  return source.kind === 'files' ? 'upload' : 'copy'
}

function toFileIds(files: readonly PlannedUpload[], fileIds: readonly string[]): ReadonlyMap<string, string> {
  return new Map(files.map(({ id }, index) => [id, fileIds[index] ?? '']))
}
