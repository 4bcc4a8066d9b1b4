import type { DeletionPlan } from './plan'

/** Plans kept in memory until they are confirmed or discarded: each can be taken once (P2). */
export interface PlanStore {
  readonly keep: (plan: DeletionPlan) => void
  readonly take: (planId: string) => DeletionPlan | null
  readonly discard: (planId: string) => void
  /** On sign-out and on a switch of account no older question may be confirmed any more. */
  readonly clear: () => void
}

/** More than this many open questions are a defect or an attack: the oldest goes. */
const mostPlans = 8

export function createPlanStore(): PlanStore {
  const plans = new Map<string, DeletionPlan>()
  return {
    keep(plan) {
      plans.set(plan.question.planId, plan)
      const [oldest] = plans.keys()
      if (plans.size > mostPlans && oldest !== undefined) plans.delete(oldest)
    },
    take(planId) {
      const plan = plans.get(planId) ?? null
      plans.delete(planId)
      return plan
    },
    discard(planId) {
      plans.delete(planId)
    },
    clear() {
      plans.clear()
    },
  }
}
