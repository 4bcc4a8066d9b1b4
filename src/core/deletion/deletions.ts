import type { DeletionQuestion, JobView, SelectedAsset } from '../../shared/deletion'
import { fail, succeed, type Result } from '../../shared/result'
import { accountKeyOf, originOf, type OpenConnection } from '../connections/open-connection'
import { InterruptedJobs, isItsServer } from './interrupted-jobs'
import { startJob } from './job'
import { jobHead } from './job-head'
import type { DeletionJob, JobRequest } from './job-request'
import { createJobRoom } from './job-room'
import { bytesToCopy, exceeds, makePlan, withCopies, type DeletionPlan } from './plan'
import { createPlanStore } from './plan-store'
import { guardOf, keepsNoCopies, type DeletionsPorts } from './ports'
import { planOfRest } from './recover'

const notConnected = fail({ kind: 'not-connected', retry: 'no' })
const storageFailed = fail({ kind: 'storage-failed', retry: 'now' })

/**
 * Questions on the open connection, the one job, and those that were interrupted. A job stays on the connection that it
 * was confirmed on, whichever is opened meanwhile.
 */
export class Deletions {
  private readonly plans = createPlanStore<DeletionPlan>()
  private readonly interrupted: InterruptedJobs
  private job: DeletionJob | null = null
  private isBeginning = false
  /** Of the job, from before it begins. */
  private account: string | null = null
  /** A job that was stopped while it stood as interrupted: only to be shown. */
  private ended: JobView | null = null

  constructor(private readonly ports: DeletionsPorts) {
    this.interrupted = new InterruptedJobs(ports.journals, {
      onChange: ports.onJobChange,
      onEnded: (view) => this.showEnded(view),
      ensureRecorded: ports.ensureRecorded,
    })
  }

  /** At the start of the app, before anything else is asked for. */
  load(): Promise<void> {
    return this.interrupted.load()
  }

  /** Settles when what earlier runs ended is recorded, or cannot be now. */
  recorded(): Promise<void> {
    return this.interrupted.recorded()
  }

  /** Jobs of earlier runs whose journals this version cannot read. */
  unreadable(): number {
    return this.interrupted.unreadable
  }

  /** Makes the question. Failures: those of `mayDelete`, `job-running`, `job-interrupted`, those of `makePlan`. */
  async plan(selection: readonly SelectedAsset[]): Promise<Result<DeletionQuestion>> {
    const open = this.ports.connection()
    const refused = this.mayDelete(open)
    if (open === null || refused !== null) return refused ?? notConnected
    if (this.isRunning()) return fail({ kind: 'job-running', retry: 'later' })
    if (this.interrupted.first() !== null) return fail({ kind: 'job-interrupted', retry: 'later' })
    return this.holding(open, () => this.planOn(open, selection))
  }

  private async planOn(
    open: OpenConnection,
    selection: readonly SelectedAsset[],
  ): Promise<Result<DeletionQuestion>> {
    const copies = this.ports.copies(open)
    const plan = await makePlan({
      client: open.client,
      random: this.ports.random,
      guard: guardOf(this.ports.guard, open),
      limits: this.ports.limits(),
      subject: { ...originOf(open), kind: open.connection.kind },
      keepsCopies: copies.keepsCopies,
      selection,
    })
    if (!plan.ok) return plan
    // A switch of account while we were listing: the answer is of the one that was left.
    if (this.ports.connection() !== open) return fail({ kind: 'plan-unknown', retry: 'no' })
    const copyRoom = await copies.roomFor(bytesToCopy(plan.value.question))
    return this.keepPlan({ ...plan.value, question: { ...plan.value.question, copyRoom } }, open)
  }

  /** The same question with or without copies, frozen anew. Failures: `plan-unknown`. */
  chooseCopies(planId: string, keepsCopies: boolean): Result<DeletionQuestion> {
    const kept = this.plans.take(planId)
    if (kept === null) return fail({ kind: 'plan-unknown', retry: 'no' })
    const { plan, madeOn } = kept
    const subject = plan.question
    const request = { client: madeOn.client, random: this.ports.random, subject, keepsCopies }
    return this.keepPlan(withCopies(plan, request), madeOn)
  }

  private keepPlan(plan: DeletionPlan, madeOn: OpenConnection): Result<DeletionQuestion> {
    this.plans.keep(plan.question.planId, { plan, madeOn })
    return succeed(plan.question)
  }

  discard(planId: string): void {
    this.plans.discard(planId)
  }

  /**
   * Starts what was frozen, once; where the copies do not fit, the question stays. Failures: those of `mayDelete`,
   * `job-running`, `plan-unknown`, `job-too-many-files`, `job-too-large`, `bin-…`, `storage-failed`.
   */
  async confirm(planId: string): Promise<Result<JobView>> {
    const open = this.ports.connection()
    const refused = this.mayDelete(open)
    if (open === null || refused !== null) return refused ?? notConnected
    if (this.isRunning()) return fail({ kind: 'job-running', retry: 'later' })
    const kept = this.plans.find(planId)
    // Asked on another connection, it names files of another place.
    if (kept?.madeOn !== open) return fail({ kind: 'plan-unknown', retry: 'no' })
    return this.holding(open, () => this.confirmOn(open, kept.plan))
  }

  private async confirmOn(open: OpenConnection, plan: DeletionPlan): Promise<Result<JobView>> {
    const { question } = plan
    const tooMuch = (await this.refuseCopies(question, open)) ?? this.refuseSize(question)
    if (tooMuch !== null) return tooMuch
    // While the bin was asked, the same question may have been answered, or another connection opened.
    if (this.isRunning()) return fail({ kind: 'job-running', retry: 'later' })
    if (this.ports.connection() !== open || this.plans.take(question.planId) === null) {
      return fail({ kind: 'plan-unknown', retry: 'no' })
    }
    return this.begin(open, () => this.startPlan(plan, open))
  }

  private async startPlan(plan: DeletionPlan, open: OpenConnection): Promise<Result<JobView>> {
    const id = this.ports.random.id()
    const startedAt = this.ports.clock.now()
    const journal = await this.ports.journals.begin(jobHead(plan, { id, startedAt, open }))
    return succeed(this.start({ id, plan, journal }, open))
  }

  /** One job at a time, from before its first line is on the disk; without that line it does not begin. */
  private async begin(open: OpenConnection, work: () => Promise<Result<JobView>>): Promise<Result<JobView>> {
    this.isBeginning = true
    this.account = accountKeyOf(open)
    try {
      return await this.holding(open, work)
    } catch {
      return storageFailed
    } finally {
      this.isBeginning = false
    }
  }

  private async holding<Value>(open: OpenConnection, work: () => Promise<Value>): Promise<Value> {
    const release = this.ports.hold(open)
    try {
      return await work()
    } finally {
      release()
    }
  }

  /** Why nothing at all may be deleted on this connection: `not-connected`, `connection-read-only`; or null. */
  private mayDelete(open: OpenConnection | null): ReturnType<typeof fail> | null {
    if (open === null) return notConnected
    return this.ports.guard.isReadOnly(open) ? fail({ kind: 'connection-read-only', retry: 'no' }) : null
  }

  /** A plan whose copies do not fit cannot start with copies on (docs/rules.md#p3): asked anew, since the bin may have changed. */
  private async refuseCopies(
    question: DeletionQuestion,
    open: OpenConnection,
  ): Promise<ReturnType<typeof fail> | null> {
    if (!question.keepsCopies) return null
    const room = await this.ports.copies(open).roomFor(bytesToCopy(question))
    return room === 'fits' ? null : fail({ kind: `bin-${room}`, retry: 'no' })
  }

  /** By the settings as they are now. */
  private refuseSize({ files }: DeletionQuestion): ReturnType<typeof fail> | null {
    const going = files.filter(({ planned }) => planned.state === 'will-be-deleted')
    return exceeds(
      this.ports.limits(),
      going.map(({ asset }) => asset),
    )
  }

  /** Whether a job has not ended: it runs, or waits for an answer after an interruption. */
  isOpen(jobId: string): boolean {
    return (this.isRunning() && this.job?.view().id === jobId) || this.interrupted.has(jobId)
  }

  /** Goes on with what an interrupted job had not asked for. Failures: as of `confirm`, but for sizes and the bin. */
  async continueJob(jobId: string): Promise<Result<JobView>> {
    const open = this.ports.connection()
    const refused = this.mayDelete(open)
    if (refused !== null) return refused
    const first = this.interrupted.first()
    if (open === null || first === null || !isItsServer(first, open)) {
      return fail({ kind: 'not-connected', retry: 'no' })
    }
    if (this.isRunning()) return fail({ kind: 'job-running', retry: 'later' })
    return this.begin(open, async () => {
      await this.interrupted.settle(open)
      const taken = await this.interrupted.takeForContinuing(jobId, this.ports.clock.now())
      if (taken === null) return fail({ kind: 'plan-unknown', retry: 'no' })
      const { job, journal } = taken
      return succeed(this.start({ id: jobId, plan: planOfRest(job), journal, from: job.view }, open))
    })
  }

  /** The running job, else the oldest interrupted one, else the last that ended. */
  current(): JobView | null {
    if (this.job !== null && this.job.view().phase !== 'done') return this.job.view()
    return this.interrupted.view(this.ports.connection()) ?? this.ended ?? this.job?.view() ?? null
  }

  isRunning(): boolean {
    return this.isBeginning || (this.job !== null && this.job.view().phase !== 'done')
  }

  /** Whether the job that runs is of this account, through whichever connection. */
  isRunningOn(account: string): boolean {
    return this.isRunning() && this.account === account
  }

  /** Stops a running job, or ends an interrupted one, which stays one where that cannot be written: `storage-failed`. */
  async stop(jobId: string): Promise<Result<undefined>> {
    if (this.job?.view().id === jobId) {
      this.job.stop()
      return succeed(undefined)
    }
    try {
      const ended = await this.interrupted.stop(jobId)
      if (ended !== null) this.showEnded(ended)
      return succeed(undefined)
    } catch {
      return storageFailed
    }
  }

  private showEnded(view: JobView): void {
    this.ended = view
    this.ports.onJobEnd(view)
    this.ports.onJobChange()
  }

  /** The computer goes to sleep, or wakes: no DELETE in between, a listing before the next. */
  pause(): void {
    this.job?.pause()
  }

  resume(): void {
    this.job?.resume()
  }

  /** Stops what runs and waits until everything in flight is told. */
  async finishNow(): Promise<void> {
    this.job?.stop()
    await this.job?.finished
  }

  dismiss(jobId: string): void {
    if (this.ended?.id === jobId) this.ended = null
    if (this.job?.view().id === jobId && !this.isRunning()) this.job = null
  }

  /** A connection was opened or closed: no question outlives it, and what was interrupted on it can be settled. */
  connectionChanged(): void {
    this.plans.clear()
    const open = this.ports.connection()
    if (open !== null) void this.holding(open, () => this.interrupted.settle(open))
  }

  private start(parts: Pick<JobRequest, 'id' | 'plan' | 'journal' | 'from'>, open: OpenConnection): JobView {
    const { clock, copies, limits, onJobChange, onRefresh, onJobEnd } = this.ports
    this.ended = null
    const letGo = this.ports.hold(open)
    const room = createJobRoom(open.client, clock, parts.plan.touched)
    const job = startJob({
      ...parts,
      stopWaiting: room.stopWaiting,
      ports: {
        ...{ client: room.client, clock, limits, guard: guardOf(this.ports.guard, open) },
        copies: parts.plan.question.keepsCopies ? copies(open) : keepsNoCopies,
      },
      onChange: onJobChange,
      onRefresh: (refresh) => onRefresh({ ...refresh, accountKey: accountKeyOf(open) }),
    })
    this.job = job
    void job.finished.then(() => {
      room.release()
      onJobEnd(job.view())
      letGo()
    })
    return job.view()
  }
}
