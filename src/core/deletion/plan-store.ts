import type { OpenConnection } from '../connections/open-connection'
import { BoundedMap } from '../lib/bounded-map'

/** A plan and the connection on which it was made, the only one on which it may be confirmed. */
export interface PendingPlan<Plan> {
  readonly plan: Plan
  readonly madeOn: OpenConnection
}

/** Plans in memory until they are confirmed or discarded. Each can be taken once (docs/rules.md#p2). */
export interface PlanStore<Plan> {
  readonly addPlan: (planId: string, pending: PendingPlan<Plan>) => void
  readonly findPlan: (planId: string) => PendingPlan<Plan> | null
  readonly takePlan: (planId: string) => PendingPlan<Plan> | null
  readonly discardPlan: (planId: string) => void
  /** Called on sign-out and when the account changes: no earlier plan may be confirmed after that. */
  readonly clearPlans: () => void
}

/** More pending plans than this are a defect or an attack: the oldest is dropped. */
const maxPlans = 8

export function createPlanStore<Plan>(): PlanStore<Plan> {
  const plans = new BoundedMap<string, PendingPlan<Plan>>(maxPlans)
  return {
    addPlan(planId, pending) {
      plans.set(planId, pending)
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
