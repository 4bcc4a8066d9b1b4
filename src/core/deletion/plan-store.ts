import type { OpenConnection } from '../connections/open-connection'

/** A plan, with the very connection that it was made on: on no other may it be confirmed. */
export interface PendingPlan<Plan> {
  readonly plan: Plan
  readonly madeOn: OpenConnection
}

/** Plans kept in memory until they are confirmed or discarded: each can be taken once (docs/rules.md#p2). */
export interface PlanStore<Plan> {
  readonly addPlan: (planId: string, pending: PendingPlan<Plan>) => void
  readonly findPlan: (planId: string) => PendingPlan<Plan> | null
  readonly takePlan: (planId: string) => PendingPlan<Plan> | null
  readonly discardPlan: (planId: string) => void
  /** On sign-out and on a switch of account no older question may be confirmed any more. */
  readonly clearPlans: () => void
}

/** More than this many open questions are a defect or an attack: the oldest goes. */
const maxPlans = 8

export function createPlanStore<Plan>(): PlanStore<Plan> {
  const plans = new Map<string, PendingPlan<Plan>>()
  return {
    addPlan(planId, pending) {
      plans.set(planId, pending)
      const [oldest] = plans.keys()
      if (plans.size > maxPlans && oldest !== undefined) plans.delete(oldest)
    },
    findPlan: (planId) => plans.get(planId) ?? null,
    takePlan(planId) {
      const pending = plans.get(planId) ?? null
      plans.delete(planId)
      return pending
    },
    discardPlan(planId) {
      plans.delete(planId)
    },
    clearPlans() {
      plans.clear()
    },
  }
}
