import type { PartSize } from '../../shared/account-data'
import type { DeletionChange, DeletionQuestion, DeletionRun, SelectedAsset } from '../../shared/deletion'
import { fail, succeed, type Result } from '../../shared/result'
import type { Subsystem } from '../lifecycle'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import { InterruptedRuns, isItsServer } from './interrupted-runs'
import { startDeletionRun } from './deletion-run'
import { journalHeaderOf } from './journal-header'
import type { RunHandle, RunRequest } from './run-request'
import { createBudgetReservation } from './budget-reservation'
import { bytesToCopy, exceededLimit, willBeDeleted, type DeletionPlan, type PlanChoice } from './plan'
import { createPlanStore } from './plan-store'
import { Planner } from './planner'
import { runGuardOf, noBackups, type DeletionsPorts } from './ports'
import { remainingPlan } from './recover'
import { Replacements, type PendingReplacement } from './replacements'

const notConnected = fail({ kind: 'not-connected', retry: 'no' })
const stopped = fail({ kind: 'stopped', retry: 'later' })
const storageFailed = fail({ kind: 'storage-failed', retry: 'now' })

/**
 * Plans on the open connection, the running deletion, and interrupted ones. A run stays on the connection on which it was
 * confirmed, even if another one is opened.
 */
export class Deletions implements Subsystem {
  readonly name = 'deletions'
  private readonly plans = createPlanStore<DeletionPlan>()
  private readonly planner: Planner
  private readonly interrupted: InterruptedRuns
  /** What waits until a deletion has cleared its destination. */
  private readonly replacements: Replacements
  private run: RunHandle | null = null
  private isStarting = false
  /** Settles when the latest start has begun its run, or has failed. */
  private starting: Promise<unknown> = Promise.resolve()
  /** The interrupted run that Continue is taking over, which is neither listed nor running in this moment. */
  private takingOver: { readonly runId: string; isStopped: boolean } | null = null
  /** The app is about to quit: no run starts. */
  private isClosing = false
  /** The account of the run, set before it starts. */
  private runAccountKey: string | null = null
  /** The run of which the windows have the state. */
  private reported: RunHandle | null = null
  /** An interrupted run that ended without being continued; kept only to be shown. */
  private ended: DeletionRun | null = null

  constructor(private readonly ports: DeletionsPorts) {
    this.planner = new Planner(ports, this.plans)
    this.interrupted = new InterruptedRuns(ports.journals, {
      onChange: ports.onRunChange,
      onEnded: (view) => this.publishEnded(view),
      ensureRecorded: ports.ensureRecorded,
    })
    this.replacements = new Replacements({
      connections: ports.connections,
      plans: {
        planDeletion: (selection) => this.planDeletion(selection),
        choosePlan: (planId, choice) => this.planner.replacePlan(planId, choice),
        confirmPlan: (planId) => this.startPlanned(planId),
        discardPlan: (planId) => this.plans.discardPlan(planId),
        currentRun: () => this.currentRun(),
      },
    })
  }

  /** Called when the app starts, before any other method. */
  load(): Promise<void> {
    return this.interrupted.loadInterrupted()
  }

  /** Resolves when the runs that ended in an earlier session are recorded, or cannot be recorded now. */
  whenRecorded(): Promise<void> {
    return this.interrupted.whenRecorded()
  }

  /** The number of journals that this version cannot read. */
  unreadableCount(): number {
    return this.interrupted.unreadableCount
  }

  /**
   * Makes a plan for the user to confirm. Failures: `not-connected`, `connection-read-only`, `deletion-running`,
   * `deletion-interrupted`, `plan-unknown` (the connection changed), those of `makePlan`.
   */
  async planDeletion(selection: readonly SelectedAsset[]): Promise<Result<DeletionQuestion>> {
    const open = this.ports.connections.current()
    const refused = this.refuseDeleting(open)
    if (open === null || refused !== null) return refused ?? notConnected
    if (this.isRunning()) return fail({ kind: 'deletion-running', retry: 'later' })
    if (this.interrupted.first() !== null) return fail({ kind: 'deletion-interrupted', retry: 'later' })
    return this.ports.connections.using(open, () => this.planner.createPlan(open, selection))
  }

  /**
   * Plans the deletion of files that block others, which are sent after it. Failures: those of `planDeletion`, `plan-unknown`
   * (the questions were forgotten, or a source is gone).
   */
  planReplacement(replacement: PendingReplacement): Promise<Result<DeletionQuestion>> {
    return this.replacements.createQuestion(replacement)
  }

  /**
   * Replaces a plan by the same one with or without copies, or for its first files only, under a new id. Failures:
   * `plan-unknown`.
   */
  choosePlan(planId: string, choice: PlanChoice): Result<DeletionQuestion> {
    return this.replacements.isAwaited(planId)
      ? this.replacements.choosePlan(planId, choice)
      : this.planner.replacePlan(planId, choice)
  }

  /** A plan that waits for confirmation, or null. */
  findQuestion(planId: string): DeletionQuestion | null {
    return this.plans.findPlan(planId)?.plan.question ?? null
  }

  /** Discards a plan that waits for confirmation; what waits for it is not sent. */
  discardPlan(planId: string): void {
    if (this.replacements.isAwaited(planId)) this.replacements.discardQuestion(planId)
    else this.plans.discardPlan(planId)
  }

  /** Called when the page was reloaded: it can no longer answer its questions, so what waits for them is released. */
  pageLoaded(): void {
    this.replacements.forgetQuestions()
  }

  /**
   * Starts the deletion of a plan, once. A plan that exceeds a limit stays pending. Failures: `not-connected`,
   * `connection-read-only`, `deletion-running`, `plan-unknown`, `deletion-too-many-files`, `deletion-too-large`,
   * `bin-…`, `storage-failed`.
   */
  confirmPlan(planId: string): Promise<Result<DeletionRun>> {
    return this.replacements.isAwaited(planId)
      ? this.replacements.confirmQuestion(planId)
      : this.startPlanned(planId)
  }

  private async startPlanned(planId: string): Promise<Result<DeletionRun>> {
    const open = this.ports.connections.current()
    const refused = this.refuseDeleting(open)
    if (open === null || refused !== null) return refused ?? notConnected
    if (this.isRunning()) return fail({ kind: 'deletion-running', retry: 'later' })
    const pending = this.plans.findPlan(planId)
    // A plan made on another connection names files of that account.
    if (pending?.madeOn !== open) return fail({ kind: 'plan-unknown', retry: 'no' })
    return this.ports.connections.using(open, () => this.confirmOn(open, pending.plan))
  }

  private async confirmOn(open: OpenConnection, plan: DeletionPlan): Promise<Result<DeletionRun>> {
    const { question } = plan
    const refusal = (await this.refuseCopies(question, open)) ?? this.refuseSize(question)
    if (refusal !== null) return refusal
    // During the check the same plan may have been confirmed, or another connection opened.
    if (this.isRunning()) return fail({ kind: 'deletion-running', retry: 'later' })
    if (this.ports.connections.current() !== open || this.plans.takePlan(question.planId) === null) {
      return fail({ kind: 'plan-unknown', retry: 'no' })
    }
    return this.startRun(open, () => this.startPlan(plan, open))
  }

  private async startPlan(plan: DeletionPlan, open: OpenConnection): Promise<Result<DeletionRun>> {
    const id = this.ports.random.id()
    const startedAt = this.ports.clock.now()
    const journal = await this.ports.journals.createJournal(journalHeaderOf(plan, { id, startedAt, open }))
    return succeed(this.executeRun({ id, plan, journal }, open))
  }

  /** Starts a run. Other runs are refused from now on. If the journal cannot be written, the run does not start. */
  private async startRun(
    open: OpenConnection,
    work: () => Promise<Result<DeletionRun>>,
  ): Promise<Result<DeletionRun>> {
    if (this.isClosing) return stopped
    this.isStarting = true
    this.runAccountKey = accountKeyOf(open)
    try {
      const starting = this.ports.connections.using(open, work)
      this.starting = starting.catch(() => undefined)
      return await starting
    } catch {
      return storageFailed
    } finally {
      this.isStarting = false
    }
  }

  /** Why nothing may be deleted on this connection (`not-connected`, `connection-read-only`), or null. */
  private refuseDeleting(open: OpenConnection | null): ReturnType<typeof fail> | null {
    if (open === null) return notConnected
    return this.ports.guard.isReadOnly(open) ? fail({ kind: 'connection-read-only', retry: 'no' }) : null
  }

  /**
   * A plan whose copies do not fit cannot start with copies on (docs/rules.md#p3). The bin may have changed since the plan
   * was made.
   */
  private async refuseCopies(
    question: DeletionQuestion,
    open: OpenConnection,
  ): Promise<ReturnType<typeof fail> | null> {
    if (!question.keepsCopies) return null
    const space = await this.ports.copies(open).spaceFor(bytesToCopy(question))
    return space === 'fits' ? null : fail({ kind: `bin-${space}`, retry: 'no' })
  }

  /** Checks the limits of the current settings. */
  private refuseSize({ files }: DeletionQuestion): ReturnType<typeof fail> | null {
    return exceededLimit(
      this.ports.limits(),
      files.filter(willBeDeleted).map(({ asset }) => asset),
    )
  }

  /** Whether a run has not ended: it is running, or interrupted. */
  isRunOpen(runId: string): boolean {
    return (this.isRunning() && this.run?.id === runId) || this.interrupted.has(runId)
  }

  /**
   * Continues an interrupted run with the files that are still waiting. Failures: those of `confirmPlan`, except for sizes
   * and the bin.
   */
  async continueDeletion(runId: string): Promise<Result<DeletionRun>> {
    const open = this.ports.connections.current()
    const refused = this.refuseDeleting(open)
    if (refused !== null) return refused
    const first = this.interrupted.first()
    if (open === null || first === null || !isItsServer(first, open)) {
      return fail({ kind: 'not-connected', retry: 'no' })
    }
    if (this.isRunning()) return fail({ kind: 'deletion-running', retry: 'later' })
    return this.startRun(open, async () => {
      await this.interrupted.settle(open)
      return this.isClosing ? stopped : this.takeOver(runId, open)
    })
  }

  private async takeOver(runId: string, open: OpenConnection): Promise<Result<DeletionRun>> {
    const takingOver = { runId, isStopped: false }
    this.takingOver = takingOver
    try {
      const taken = await this.interrupted.takeForContinuing(runId, this.ports.clock.now())
      if (taken === null) return fail({ kind: 'plan-unknown', retry: 'no' })
      // Its journal has no end, so the next start finds it interrupted.
      if (this.isClosing) return stopped
      const { run, journal } = taken
      this.executeRun({ id: runId, plan: remainingPlan(run), journal, from: run.view }, open)
      if (takingOver.isStopped) this.run?.stop()
      return succeed(this.run?.view() ?? run.view)
    } finally {
      this.takingOver = null
    }
  }

  /** The running deletion, else the oldest interrupted one, else the last that ended. */
  currentRun(): DeletionRun | null {
    if (this.run !== null && this.run.phase() !== 'done') return this.run.view()
    return this.interrupted.view(this.ports.connections.current()) ?? this.ended ?? this.run?.view() ?? null
  }

  /** What changed in the current run since the last call. Null if the windows need the whole state (`currentRun`). */
  takeChange(): DeletionChange | null {
    const run = this.runOfCurrent()
    const change = run?.takeChange() ?? null
    const isKnown = run !== null && run === this.reported
    this.reported = run
    return isKnown ? change : null
  }

  /** The run in this session whose state is the current one. */
  private runOfCurrent(): RunHandle | null {
    if (this.run === null || this.run.phase() !== 'done') return this.run
    return this.interrupted.first() === null && this.ended === null ? this.run : null
  }

  isRunning(): boolean {
    return this.isStarting || (this.run !== null && this.run.phase() !== 'done')
  }

  /** Whether the running deletion is for this account, through any connection. */
  isRunningOn(accountKey: string): boolean {
    return this.isRunning() && this.runAccountKey === accountKey
  }

  /** Deletions of an account that were interrupted and not ended. */
  countInterrupted(accountKey: string): number {
    return this.interrupted.countOf(accountKey)
  }

  /** The journals of an account. */
  async measureAccount(accountKey: string): Promise<PartSize> {
    return { items: await this.interrupted.countJournals(accountKey), bytes: null }
  }

  /**
   * Removes the journals of ended deletions of an account, which the activity log has, and their results from the window.
   * Rejects with the errors of the disk.
   */
  async forgetAccount(accountKey: string): Promise<void> {
    if (this.ended?.accountKey === accountKey) this.ended = null
    if (this.run?.view().accountKey === accountKey && !this.isRunning()) this.run = null
    this.ports.onRunChange()
    await this.interrupted.forgetAccount(accountKey)
  }

  /** Stops a running deletion, or ends an interrupted one. Failures: `storage-failed` (it stays interrupted). */
  async stopRun(runId: string): Promise<Result<undefined>> {
    if (this.run?.id === runId) {
      this.run.stop()
      return succeed(undefined)
    }
    if (this.takingOver?.runId === runId) {
      this.takingOver.isStopped = true
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

  /** Called when the computer suspends: no DELETE is sent until `resume`, and a listing precedes the next one. */
  suspend(): void {
    this.run?.pause()
  }

  resume(): void {
    this.run?.resume()
  }

  /** Starts no more runs, stops the current one, and waits until everything in flight is reported: less than 10 s. */
  async finish(): Promise<void> {
    this.isClosing = true
    this.run?.stop()
    await this.starting
    this.run?.stop()
    await this.run?.finished
    await this.replacements.whenSettled()
  }

  /** Hides a run that has ended. */
  dismissRun(runId: string): void {
    if (this.ended?.id === runId) this.ended = null
    if (this.run?.id === runId && !this.isRunning()) this.run = null
    this.ports.onDismissed?.()
  }

  /** Called when a connection was opened or closed: discards all plans, and settles the runs interrupted on its account. */
  onConnectionChanged(): void {
    this.plans.clearPlans()
    this.replacements.forgetQuestions()
    const open = this.ports.connections.current()
    if (open !== null) void this.ports.connections.using(open, () => this.interrupted.settle(open))
  }

  private executeRun(
    parts: Pick<RunRequest, 'id' | 'plan' | 'journal' | 'from'>,
    open: OpenConnection,
  ): DeletionRun {
    const { clock, copies, limits, onRunChange, onRefresh, onRunEnd } = this.ports
    this.ended = null
    const release = this.ports.connections.acquire(open)
    const reservation = createBudgetReservation(open.client, clock, parts.plan.touched)
    const run = startDeletionRun({
      ...parts,
      stopWaiting: reservation.stopWaiting,
      hurry: reservation.hurry,
      ports: {
        client: reservation.client,
        clock,
        limits,
        guard: runGuardOf(this.ports.guard, open),
        copies: parts.plan.question.keepsCopies ? copies(open) : noBackups,
      },
      onChange: onRunChange,
      onRefresh: (refresh) => onRefresh({ ...refresh, accountKey: accountKeyOf(open) }),
    })
    this.run = run
    if (this.isClosing) run.stop()
    void run.finished.then(() => {
      reservation.release()
      const view = run.view()
      onRunEnd(view)
      this.replacements.runEnded(view)
      release()
    })
    return run.view()
  }
}
