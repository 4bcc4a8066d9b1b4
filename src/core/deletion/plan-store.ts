import type { OpenConnection } from '../connections/open-connection'

/** A plan, with the very connection that it was made on: on no other may it be confirmed. */
export interface KeptPlan<Plan> {
  readonly plan: Plan
  readonly madeOn: OpenConnection
}

/** Plans kept in memory until they are confirmed or discarded: each can be taken once (docs/rules.md#p2). */
export interface PlanStore<Plan> {
  readonly keep: (planId: string, kept: KeptPlan<Plan>) => void
  readonly find: (planId: string) => KeptPlan<Plan> | null
  readonly take: (planId: string) => KeptPlan<Plan> | null
  readonly discard: (planId: string) => void
  /** On sign-out and on a switch of account no older question may be confirmed any more. */
  readonly clear: () => void
}

/** More than this many open questions are a defect or an attack: the oldest goes. */
const mostPlans = 8

export function createPlanStore<Plan>(): PlanStore<Plan> {
  const plans = new Map<string, KeptPlan<Plan>>()
  return {
    keep(planId, kept) {
      plans.set(planId, kept)
      const [oldest] = plans.keys()
      if (plans.size > mostPlans && oldest !== undefined) plans.delete(oldest)
    },
    find: (planId) => plans.get(planId) ?? null,
    take(planId) {
      const kept = plans.get(planId) ?? null
      plans.delete(planId)
      return kept
    },
    discard(planId) {
      plans.delete(planId)
    },
    clear() {
      plans.clear()
    },
  }
}
