import type { DeletionQuestion, SelectedAsset } from '../../shared/deletion'
import { fail, succeed, type Result } from '../../shared/result'
import { accountKeyOf, workAccountOf, type OpenConnection } from '../connections/open-connection'
import {
  bytesToCopy,
  limitTo,
  makePlan,
  willBeDeleted,
  withCopies,
  type DeletionPlan,
  type PlanChoice,
} from './plan'
import type { PlanStore } from './plan-store'
import { runGuardOf, type DeletionsPorts } from './ports'

type PlannerPorts = Pick<
  DeletionsPorts,
  'random' | 'connections' | 'copies' | 'guard' | 'limits' | 'onRefresh'
>

/** Makes the plans that wait for confirmation. */
export class Planner {
  constructor(
    private readonly ports: PlannerPorts,
    private readonly plans: PlanStore<DeletionPlan>,
  ) {}

  /** Failures: `plan-unknown` (the connection changed), those of `makePlan`. */
  async createPlan(
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
    // The connection changed during the listing, so the plan is for the previous account.
    if (this.ports.connections.current() !== open) return fail({ kind: 'plan-unknown', retry: 'no' })
    if (!plan.value.question.files.some(willBeDeleted)) this.publishListing(plan.value, open)
    const copySpace = await copies.spaceFor(bytesToCopy(plan.value.question))
    const question = { ...plan.value.question, copySpace, copiesExpireAt: copies.expiresAt() }
    return this.storePlan({ ...plan.value, question }, open)
  }

  /** Nothing can be deleted, so no run will update the views from the listing that shows why. */
  private publishListing({ touched, snapshot }: DeletionPlan, open: OpenConnection): void {
    this.ports.onRefresh({ ...touched, assets: [...snapshot.values()], accountKey: accountKeyOf(open) })
  }

  /** Replaces a plan by a changed one under a new id. Failures: `plan-unknown`. */
  replacePlan(planId: string, { keepsCopies, maxFiles }: PlanChoice): Result<DeletionQuestion> {
    const pending = this.plans.takePlan(planId)
    if (pending === null) return fail({ kind: 'plan-unknown', retry: 'no' })
    const { madeOn } = pending
    const plan = maxFiles === undefined ? pending.plan : limitTo(pending.plan, maxFiles)
    const subject = plan.question
    const request = { client: madeOn.client, random: this.ports.random, subject, keepsCopies }
    return this.storePlan(withCopies(plan, request), madeOn)
  }

  private storePlan(plan: DeletionPlan, madeOn: OpenConnection): Result<DeletionQuestion> {
    this.plans.addPlan(plan.question.planId, { plan, madeOn })
    return succeed(plan.question)
  }
}
