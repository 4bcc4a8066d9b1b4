import type { BudgetStatus } from '../../../shared/budget'

/** Below this part of the hour the meter warns. */
const lowRatio = 0.15

export type BudgetLevel = 'plenty' | 'low' | 'throttled'

/** Calls that the hour still has for us, as far as anybody knows. */
export function callsLeft({ used, usedByOthers, allowance }: BudgetStatus): number {
  return Math.max(0, allowance - used - usedByOthers)
}

export function budgetLevel(budget: BudgetStatus): BudgetLevel {
  if (budget.waitingUntil !== null) return 'throttled'
  return callsLeft(budget) < budget.allowance * lowRatio ? 'low' : 'plenty'
}
