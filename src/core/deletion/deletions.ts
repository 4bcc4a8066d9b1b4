import type { DeletionQuestion, DeletionRun, SelectedAsset } from '../../shared/deletion'
import { fail, succeed, type Result } from '../../shared/result'
import { accountKeyOf, workAccountOf, type OpenConnection } from '../connections/open-connection'
import { InterruptedRuns, isItsServer } from './interrupted-runs'
import { startDeletionRun } from './deletion-run'
import { journalHeaderOf } from './journal-header'
import type { RunHandle, RunRequest } from './run-request'
import { createBudgetReservation } from './budget-reservation'
import { bytesToCopy, exceeds, makePlan, withCopies, type DeletionPlan } from './plan'
import { createPlanStore } from './plan-store'
import { runGuardOf, noBackups, type DeletionsPorts } from './ports'
import { planOfRest } from './recover'

const notConnected = fail({ kind: 'not-connected', retry: 'no' })
const storageFailed = fail({ kind: 'storage-failed', retry: 'now' })

/**
 * Questions on the open connection, the one job, and those that were interrupted. A job stays on the connection that it
 * was confirmed on, whichever is opened meanwhile.
 */
export class Deletions {
  private readonly plans = createPlanStore<DeletionPlan>()
  private readonly interrupted: InterruptedRuns
  private run: RunHandle | null = null
  private isStarting = false
  /** Of the job, from before it begins. */
  private account: string | null = null
  /** A job that was stopped while it stood as interrupted: only to be shown. */
  private ended: DeletionRun | null = null

  constructor(private readonly ports: DeletionsPorts) {
    this.interrupted = new InterruptedRuns(ports.journals, {
      onChange: ports.onRunChange,
      onEnded: (view) => this.publishEnded(view),
      ensureRecorded: ports.ensureRecorded,
    })
  }

  /** At the start of the app, before anything else is asked for. */
  loadInterrupted(): Promise<void> {
    return this.interrupted.loadInterrupted()
  }

  /** Settles when what earlier runs ended is recorded, or cannot be now. */
  whenRecorded(): Promise<void> {
    return this.interrupted.whenRecorded()
  }

  /** Jobs of earlier runs whose journals this version cannot read. */
  unreadableCount(): number {
    return this.interrupted.unreadableCount
  }

  /** Makes the question. Failures: those of `mayDelete`, `deletion-running`, `deletion-interrupted`, those of `makePlan`. */
  async planDeletion(selection: readonly SelectedAsset[]): Promise<Result<DeletionQuestion>> {
    const open = this.ports.connection()
    const refused = this.refuseDeleting(open)
    if (open === null || refused !== null) return refused ?? notConnected
    if (this.isRunning()) return fail({ kind: 'deletion-running', retry: 'later' })
    if (this.interrupted.first() !== null) return fail({ kind: 'deletion-interrupted', retry: 'later' })
    return this.withConnection(open, () => this.planOn(open, selection))
  }

  private async planOn(
    open: OpenConnection,
    selection: readonly SelectedAsset[],
  ): Promise<Result<DeletionQuestion>> {
    const copies = this.ports.copies(open)
    const plan = await makePlan({
      client: open.client,
      random: this.ports.random,
      guard: runGuardOf(this.ports.guard, open),
      limits: this.ports.limits(),
      subject: { ...workAccountOf(open), kind: open.connection.kind },
      keepsCopies: copies.keepsCopies,
      selection,
    })
    if (!plan.ok) return plan
    // A switch of account while we were listing: the answer is of the one that was left.
    if (this.ports.connection() !== open) return fail({ kind: 'plan-unknown', retry: 'no' })
    const copySpace = await copies.spaceFor(bytesToCopy(plan.value.question))
    return this.storePlan({ ...plan.value, question: { ...plan.value.question, copySpace } }, open)
  }

  /** The same question with or without copies, frozen anew. Failures: `plan-unknown`. */
  chooseCopies(planId: string, keepsCopies: boolean): Result<DeletionQuestion> {
    const pending = this.plans.takePlan(planId)
    if (pending === null) return fail({ kind: 'plan-unknown', retry: 'no' })
    const { plan, madeOn } = pending
    const subject = plan.question
    const request = { client: madeOn.client, random: this.ports.random, subject, keepsCopies }
    return this.storePlan(withCopies(plan, request), madeOn)
  }

  private storePlan(plan: DeletionPlan, madeOn: OpenConnection): Result<DeletionQuestion> {
    this.plans.addPlan(plan.question.planId, { plan, madeOn })
    return succeed(plan.question)
  }

  discardPlan(planId: string): void {
    this.plans.discardPlan(planId)
  }

  /**
   * Starts what was frozen, once; where the copies do not fit, the question stays. Failures: those of `mayDelete`,
   * `deletion-running`, `plan-unknown`, `deletion-too-many-files`, `deletion-too-large`, `bin-…`, `storage-failed`.
   */
  async confirmPlan(planId: string): Promise<Result<DeletionRun>> {
    const open = this.ports.connection()
    const refused = this.refuseDeleting(open)
    if (open === null || refused !== null) return refused ?? notConnected
    if (this.isRunning()) return fail({ kind: 'deletion-running', retry: 'later' })
    const pending = this.plans.findPlan(planId)
    // Asked on another connection, it names files of another place.
    if (pending?.madeOn !== open) return fail({ kind: 'plan-unknown', retry: 'no' })
    return this.withConnection(open, () => this.confirmOn(open, pending.plan))
  }

  private async confirmOn(open: OpenConnection, plan: DeletionPlan): Promise<Result<DeletionRun>> {
    const { question } = plan
    const tooMuch = (await this.refuseCopies(question, open)) ?? this.refuseSize(question)
    if (tooMuch !== null) return tooMuch
    // While the bin was asked, the same question may have been answered, or another connection opened.
    if (this.isRunning()) return fail({ kind: 'deletion-running', retry: 'later' })
    if (this.ports.connection() !== open || this.plans.takePlan(question.planId) === null) {
      return fail({ kind: 'plan-unknown', retry: 'no' })
    }
    return this.startRun(open, () => this.startPlan(plan, open))
  }

  private async startPlan(plan: DeletionPlan, open: OpenConnection): Promise<Result<DeletionRun>> {
    const id = this.ports.random.id()
    const startedAt = this.ports.clock.now()
    const journal = await this.ports.journals.createJournal(journalHeaderOf(plan, { id, startedAt, open }))
    return succeed(this.execute({ id, plan, journal }, open))
  }

  /** One job at a time, from before its first line is on the disk; without that line it does not begin. */
  private async startRun(
    open: OpenConnection,
    work: () => Promise<Result<DeletionRun>>,
  ): Promise<Result<DeletionRun>> {
    this.isStarting = true
    this.account = accountKeyOf(open)
    try {
      return await this.withConnection(open, work)
    } catch {
      return storageFailed
    } finally {
      this.isStarting = false
    }
  }

  private async withConnection<Value>(open: OpenConnection, work: () => Promise<Value>): Promise<Value> {
    const release = this.ports.acquire(open)
    try {
      return await work()
    } finally {
      release()
    }
  }

  /** Why nothing at all may be deleted on this connection: `not-connected`, `connection-read-only`; or null. */
  private refuseDeleting(open: OpenConnection | null): ReturnType<typeof fail> | null {
    if (open === null) return notConnected
    return this.ports.guard.isReadOnly(open) ? fail({ kind: 'connection-read-only', retry: 'no' }) : null
  }

  /** A plan whose copies do not fit cannot start with copies on (docs/rules.md#p3): asked anew, since the bin may have changed. */
  private async refuseCopies(
    question: DeletionQuestion,
    open: OpenConnection,
  ): Promise<ReturnType<typeof fail> | null> {
    if (!question.keepsCopies) return null
    const reservation = await this.ports.copies(open).spaceFor(bytesToCopy(question))
    return reservation === 'fits' ? null : fail({ kind: `bin-${reservation}`, retry: 'no' })
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
  isRunOpen(runId: string): boolean {
    return (this.isRunning() && this.run?.view().id === runId) || this.interrupted.has(runId)
  }

  /** Goes on with what an interrupted job had not asked for. Failures: as of `confirm`, but for sizes and the bin. */
  async continueDeletion(runId: string): Promise<Result<DeletionRun>> {
    const open = this.ports.connection()
    const refused = this.refuseDeleting(open)
    if (refused !== null) return refused
    const first = this.interrupted.first()
    if (open === null || first === null || !isItsServer(first, open)) {
      return fail({ kind: 'not-connected', retry: 'no' })
    }
    if (this.isRunning()) return fail({ kind: 'deletion-running', retry: 'later' })
    return this.startRun(open, async () => {
      await this.interrupted.settle(open)
      const taken = await this.interrupted.takeForContinuing(runId, this.ports.clock.now())
      if (taken === null) return fail({ kind: 'plan-unknown', retry: 'no' })
      const { run, journal } = taken
      return succeed(this.execute({ id: runId, plan: planOfRest(run), journal, from: run.view }, open))
    })
  }

  /** The running job, else the oldest interrupted one, else the last that ended. */
  currentRun(): DeletionRun | null {
    if (this.run !== null && this.run.view().phase !== 'done') return this.run.view()
    return this.interrupted.view(this.ports.connection()) ?? this.ended ?? this.run?.view() ?? null
  }

  isRunning(): boolean {
    return this.isStarting || (this.run !== null && this.run.view().phase !== 'done')
  }

  /** Whether the job that runs is of this account, through whichever connection. */
  isRunningOn(account: string): boolean {
    return this.isRunning() && this.account === account
  }

  /** Stops a running job, or ends an interrupted one, which stays one where that cannot be written: `storage-failed`. */
  async stopRun(runId: string): Promise<Result<undefined>> {
    if (this.run?.view().id === runId) {
      this.run.stop()
      return succeed(undefined)
    }
    try {
      const ended = await this.interrupted.stopRun(runId)
      if (ended !== null) this.publishEnded(ended)
      return succeed(undefined)
    } catch {
      return storageFailed
    }
  }

  private publishEnded(view: DeletionRun): void {
    this.ended = view
    this.ports.onRunEnd(view)
    this.ports.onRunChange()
  }

  /** The computer goes to sleep, or wakes: no DELETE in between, a listing before the next. */
  pause(): void {
    this.run?.pause()
  }

  resume(): void {
    this.run?.resume()
  }

  /** Stops what runs and waits until everything in flight is told. */
  async finishRunning(): Promise<void> {
    this.run?.stop()
    await this.run?.finished
  }

  dismissRun(runId: string): void {
    if (this.ended?.id === runId) this.ended = null
    if (this.run?.view().id === runId && !this.isRunning()) this.run = null
  }

  /** A connection was opened or closed: no question outlives it, and what was interrupted on it can be settled. */
  connectionChanged(): void {
    this.plans.clearPlans()
    const open = this.ports.connection()
    if (open !== null) void this.withConnection(open, () => this.interrupted.settle(open))
  }

  private execute(
    parts: Pick<RunRequest, 'id' | 'plan' | 'journal' | 'from'>,
    open: OpenConnection,
  ): DeletionRun {
    const { clock, copies, limits, onRunChange, onRefresh, onRunEnd } = this.ports
    this.ended = null
    const release = this.ports.acquire(open)
    const reservation = createBudgetReservation(open.client, clock, parts.plan.touched)
    const run = startDeletionRun({
      ...parts,
      stopWaiting: reservation.stopWaiting,
      ports: {
        ...{ client: reservation.client, clock, limits, guard: runGuardOf(this.ports.guard, open) },
        copies: parts.plan.question.keepsCopies ? copies(open) : noBackups,
      },
      onChange: onRunChange,
      onRefresh: (refresh) => onRefresh({ ...refresh, accountKey: accountKeyOf(open) }),
    })
    this.run = run
    void run.finished.then(() => {
      reservation.release()
      onRunEnd(run.view())
      release()
    })
    return run.view()
  }
}
