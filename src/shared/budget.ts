/** Purposes of API calls in the meter. `other`: recorded by a version with more purposes. */
export const callPurposes = [
  'delete',
  'listing',
  'download',
  'upload',
  'search',
  'places',
  'preview',
  'thumbnail',
  'other',
] as const

export type CallPurpose = (typeof callPurposes)[number]

/** The rolling hour of one account, as shown in the window. Counts API calls, without sign-in calls. */
export interface BudgetStatus {
  /** Our calls in the rolling hour, including pending ones. */
  readonly used: number
  /** Allowed calls per hour, from the settings. */
  readonly allowance: number
  /** Minimum number of calls by other programs on the same account, inferred from an early 429; otherwise 0. */
  readonly usedByOthers: number
  /** The allowance in the server's last 429 if it differs from the setting; a hint, never applied. */
  readonly reportedAllowance: number | null
  /** Set while calls wait for the budget or the server: when they resume, ms since the epoch. */
  readonly waitingUntil: number | null
  /** When the oldest call leaves the rolling hour, ms since the epoch; null without calls. */
  readonly quotaFreeAt: number | null
  /** False if the ledger could not be written, so that a restart would forget calls. */
  readonly isPersisted: boolean
  /** In descending order, without zeros. */
  readonly byPurpose: readonly { readonly purpose: CallPurpose; readonly calls: number }[]
}
