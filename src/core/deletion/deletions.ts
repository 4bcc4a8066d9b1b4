import type { DeletionQuestion, JobView, SegmentsRefresh, SelectedAsset } from '../../shared/deletion'
import { fail, succeed, type Result } from '../../shared/result'
import type { OpenConnection } from '../connections/connections'
import type { Clock, RandomSource } from '../ports'
import { startJob, type DeletionJob } from './job'
import { makePlan } from './plan'
import { createPlanStore } from './plan-store'
import { keepsNothing } from './ports'

export interface DeletionsPorts {
  readonly clock: Clock
  readonly random: RandomSource
  readonly connection: () => OpenConnection | null
  readonly onJobChange: () => void
  readonly onRefresh: (refresh: SegmentsRefresh) => void
}

/** Questions and the one job of the open connection. */
export class Deletions {
  private readonly plans = createPlanStore()
  private job: DeletionJob | null = null

  constructor(private readonly ports: DeletionsPorts) {}

  /** Makes the question. Failures: `not-connected`, `job-running`, those of `makePlan`. */
  async plan(selection: readonly SelectedAsset[]): Promise<Result<DeletionQuestion>> {
    const open = this.ports.connection()
    if (open === null) return fail({ kind: 'not-connected', retry: 'no' })
    if (this.isRunning()) return fail({ kind: 'job-running', retry: 'later' })
    const { name, color, host, accountId, kind } = open.connection
    const plan = await makePlan({
      client: open.client,
      random: this.ports.random,
      subject: { connectionName: name, connectionColor: color, host, accountId, kind },
      keepsCopies: keepsNothing.copies.keepsCopies,
      selection,
    })
    if (!plan.ok) return plan
    // A switch of account while we were listing: the answer is of the one that was left.
    if (this.ports.connection() !== open) return fail({ kind: 'plan-unknown', retry: 'no' })
    this.plans.keep({ plan: plan.value, madeOn: open })
    return succeed(plan.value.question)
  }

  discard(planId: string): void {
    this.plans.discard(planId)
  }

  /** Starts what was frozen, once. Failures: `not-connected`, `job-running`, `plan-unknown`. */
  confirm(planId: string): Result<JobView> {
    const open = this.ports.connection()
    if (open === null) return fail({ kind: 'not-connected', retry: 'no' })
    if (this.isRunning()) return fail({ kind: 'job-running', retry: 'later' })
    const kept = this.plans.take(planId)
    // Asked on another connection, it names files of another place.
    if (kept?.madeOn !== open) return fail({ kind: 'plan-unknown', retry: 'no' })
    const { plan } = kept
    const { clock, random, onJobChange, onRefresh } = this.ports
    this.job = startJob({
      id: random.id(),
      plan,
      ports: { client: open.client, clock, ...keepsNothing },
      onChange: onJobChange,
      onRefresh,
    })
    return succeed(this.job.view())
  }

  current(): JobView | null {
    return this.job?.view() ?? null
  }

  isRunning(): boolean {
    return this.job !== null && this.job.view().phase !== 'done'
  }

  stop(jobId: string): void {
    if (this.job?.view().id === jobId) this.job.stop()
  }

  /** Stops what runs and waits until everything in flight is told. */
  async finishNow(): Promise<void> {
    this.job?.stop()
    await this.job?.finished
  }

  dismiss(jobId: string): void {
    if (this.job?.view().id === jobId && !this.isRunning()) this.job = null
  }

  /** No question outlives the connection that it was asked on. */
  forgetPlans(): void {
    this.plans.clear()
  }
}
