/** What an API call is for, as the meter tells it. `other`: of a version that knew more. */
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

/** The rolling hour of one account, as the window shows it. Counts are API calls; sign-in calls do not count. */
export interface BudgetStatus {
  /** Calls that we made in the rolling hour, those that are under way included. */
  readonly used: number
  /** Calls that the hour allows, by the settings. */
  readonly allowance: number
  /** What others at least made with the same account, learnt from a 429 below our own count; 0 while nothing tells of others. */
  readonly usedByOthers: number
  /** The hour's number in the server's last 429, where it is not the setting's; a hint, never adopted. */
  readonly reportedAllowance: number | null
  /** While calls wait for room or for the server: when they go on, ms since the epoch. */
  readonly waitingUntil: number | null
  /** When the oldest call leaves the hour, ms since the epoch; null where none was made. */
  readonly quotaFreeAt: number | null
  /** False when the ledger could not be written: a restart would forget calls. */
  readonly isPersisted: boolean
  /** Most first, none with 0. */
  readonly byPurpose: readonly { readonly purpose: CallPurpose; readonly calls: number }[]
}
