import type { BudgetStatus } from '../../../shared/budget'

/** The meter warns below this fraction of the allowance. */
const lowRatio = 0.15

export type BudgetLevel = 'plenty' | 'low' | 'throttled'

/** Calls left in the rolling hour, as far as is known. */
export function callsLeft({ used, usedByOthers, allowance }: BudgetStatus): number {
  return Math.max(0, allowance - used - usedByOthers)
}

export function budgetLevel(budget: BudgetStatus): BudgetLevel {
  if (budget.waitingUntil !== null) return 'throttled'
  return callsLeft(budget) < budget.allowance * lowRatio ? 'low' : 'plenty'
}
