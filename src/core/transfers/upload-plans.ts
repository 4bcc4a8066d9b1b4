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
import { originOf, type OpenConnection } from '../connections/open-connection'
import { createPlanStore } from '../deletion/plan-store'
import type { RandomSource } from '../ports'
import { toFailure } from '../wordbee/wordbee-error'
import { planUploads } from './plan-uploads'
import { ReplaceUploads, type ReplacePorts } from './replace-uploads'
import { ResolveUploads } from './resolve-uploads'
import { countRounds } from './round-size'
import { toChoices, toNewFile } from './upload-choices'
import { filesOf, type GrantsPort, type WishedFile } from './upload-source'
import { listTarget, readTarget, type ListedTarget, type ProjectHint } from './upload-target'

export interface UploadPlansPorts extends ReplacePorts {
  readonly random: RandomSource
  readonly grants: GrantsPort
  readonly connection: () => OpenConnection | null
  readonly hold: (open: OpenConnection) => () => void
  /** False for a connection that is read-only. */
  readonly mayWrite: (open: OpenConnection) => boolean
  readonly projectHint: ProjectHint
  /** Whether the bytes of an asset are on this computer, so that copying it costs no download. */
  readonly isKept: (asset: SelectedAsset) => boolean
}

interface KeptUpload {
  readonly plan: UploadPlan
  readonly source: UploadSource
  /** One for each file of the plan, in its order. */
  readonly files: readonly WishedFile[]
}

const planUnknown = fail({ kind: 'plan-unknown', retry: 'no' })

/** What is uploaded where: frozen in main from a fresh listing, and started by its id and the choices alone. */
export class UploadPlans {
  private readonly plans = createPlanStore<KeptUpload>()
  private readonly resolving: ResolveUploads

  constructor(private readonly ports: UploadPlansPorts) {
    this.resolving = new ResolveUploads(ports)
  }

  /**
   * Costs one call. Failures: `not-connected`, `connection-read-only`, `request-invalid` (nothing to upload, or a folder or
   * language that could not be asked for later), `plan-unknown` (the grant, or a switch of account meanwhile),
   * `upload-needs-project`, the client's.
   */
  async plan(request: {
    readonly source: UploadSource
    readonly target: UploadTarget
  }): Promise<Result<UploadPlan>> {
    const open = this.writable()
    if (!open.ok) return open
    const { source } = request
    const target = readTarget(request.target)
    const files = filesOf(source, this.ports.grants)
    if (files === null) return planUnknown
    if (target === null || files.length === 0) return fail({ kind: 'request-invalid', retry: 'no' })
    const letGo = this.ports.hold(open.value)
    try {
      const listed = await listTarget(open.value.client, target, this.ports.projectHint)
      if (!listed.ok) return listed
      // A switch of account while we were listing: the answer is of the one that was left.
      if (this.ports.connection() !== open.value) return planUnknown
      const plan = this.makePlan(open.value, { target, files, kind: kindOf(source) }, listed.value)
      this.plans.keep(plan.planId, { plan: { plan, source, files }, madeOn: open.value })
      return succeed(plan)
    } catch (error) {
      return fail(toFailure(error))
    } finally {
      letGo()
    }
  }

  discard(planId: string): void {
    this.plans.discard(planId)
  }

  /**
   * Gives what was frozen to the queue, once. Where there can be no question about what is replaced nothing is started, and the
   * plan stands. Failures: `not-connected`, `connection-read-only`, `plan-unknown`, `storage-failed`, those of `Deletions.plan`.
   */
  async start({ planId, choices }: UploadStart): Promise<Result<UploadStarted>> {
    const open = this.writable()
    if (!open.ok) return open
    if (this.plans.find(planId)?.madeOn !== open.value) return planUnknown
    const kept = this.plans.take(planId)
    if (kept === null) return planUnknown
    const letGo = this.ports.hold(open.value)
    try {
      const started = await this.startOn(open.value, kept.plan, choices)
      if (!started.ok && this.ports.connection() === open.value) this.plans.keep(planId, kept)
      return started
    } finally {
      letGo()
    }
  }

  /**
   * For files whose place turned out to be taken; choices for others are ignored. Failures: `not-connected` (also where the
   * batch is of another account), `connection-read-only`, `plan-unknown` (no such batch), those of `Deletions.plan`, the client's.
   */
  async resolve(request: {
    readonly batchId: string
    readonly choices: UploadStart['choices']
  }): ReturnType<ResolveUploads['resolve']> {
    const open = this.writable()
    if (!open.ok) return open
    const letGo = this.ports.hold(open.value)
    try {
      return await this.resolving.resolve(open.value, request)
    } finally {
      letGo()
    }
  }

  /** On sign-out and on a switch of account no older plan may be started any more. */
  connectionChanged(): void {
    this.plans.clear()
  }

  private writable(): Result<OpenConnection> {
    const open = this.ports.connection()
    if (open === null) return fail({ kind: 'not-connected', retry: 'no' })
    return this.ports.mayWrite(open) ? succeed(open) : fail({ kind: 'connection-read-only', retry: 'no' })
  }

  private makePlan(
    open: OpenConnection,
    what: {
      readonly target: UploadTarget
      readonly files: readonly WishedFile[]
      readonly kind: UploadPlan['kind']
    },
    { uploadsTo, assets: listed }: ListedTarget,
  ): UploadPlan {
    const { random, isKept } = this.ports
    const { target, files, kind } = what
    const { client } = open
    const planned = planUploads({ client, random, target, uploadsTo, files, listed })
    const toLoad = files.filter(({ source }) => source.kind === 'asset' && !isKept(source.asset))
    // The first listing, and one that ends each round and begins the next.
    const listings = 1 + countRounds(files.map(({ size }) => size))
    const calls = 2 * files.length + toLoad.length + listings
    return {
      ...originOf(open),
      ...{ planId: random.id(), kind, target, uploadsTo, files: planned },
      bytes: files.reduce((sum, { size }) => sum + (size ?? 0), 0),
      ...{ calls, waitMs: client.estimateWaitMs(calls) },
    }
  }

  private async startOn(
    open: OpenConnection,
    { plan, source, files }: KeptUpload,
    choices: UploadStart['choices'],
  ): Promise<Result<UploadStarted>> {
    const chosen = toChoices(choices)
    const added = plan.files.flatMap((planned, index) => {
      const wished = files[index]
      return wished === undefined ? [] : [{ planned, file: toNewFile(planned, wished.source, chosen) }]
    })
    const replacing = added.filter(({ file }) => file.state === 'clearing').map(({ planned }) => planned)
    const replace = new ReplaceUploads(this.ports, replacing)
    const question = await replace.ask()
    if (!question.ok) return question
    if (this.ports.connection() !== open) return this.dropped(replace, planUnknown)
    const { segmentId, locale, folder } = plan.target
    const target = { kind: 'segment', segmentId, locale, folder } as const
    const batch = { kind: plan.kind, target, context: plan.uploadsTo, folder: null, open }
    try {
      const { batchId, fileIds } = await this.ports.queue.add({
        ...batch,
        files: added.map(({ file }) => file),
      })
      if (source.kind === 'files') this.ports.grants.consume(source.grantId)
      await replace.queued(batchId, idsOf(plan.files, fileIds))
      return succeed({ batchId, question: question.value })
    } catch {
      return this.dropped(replace, fail({ kind: 'storage-failed', retry: 'now' }))
    }
  }

  private dropped(replace: ReplaceUploads, failure: ReturnType<typeof fail>): ReturnType<typeof fail> {
    replace.drop()
    return failure
  }
}

function kindOf(source: UploadSource): UploadPlan['kind'] {
  return source.kind === 'files' ? 'upload' : 'copy'
}

function idsOf(files: readonly PlannedUpload[], fileIds: readonly string[]): ReadonlyMap<string, string> {
  return new Map(files.map(({ id }, index) => [id, fileIds[index] ?? '']))
}
