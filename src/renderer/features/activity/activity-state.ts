import type {
  ActivityCheck,
  ActivityEntry,
  ActivityFilter,
  ActivityPage,
  ActivityReceipt,
} from '../../../shared/activity'
import type { AppFailure } from '../../../shared/failure'

/** Rows per call. */
export const rowsPerPage = 100

interface ShownReceipt {
  readonly runId: string
  readonly receipt: ActivityReceipt
}

export interface ActivityState {
  readonly filter: ActivityFilter
  /** Rows by page number, newest first. Only visited pages are loaded. */
  readonly pages: ReadonlyMap<number, readonly ActivityEntry[]>
  /** The rest of the latest page, or null before the first one. */
  readonly facts: Omit<ActivityPage, 'rows'> | null
  readonly failure: AppFailure | null
  readonly check: ActivityCheck | null
  readonly isChecking: boolean
  readonly active: { readonly index: number; readonly entry: ActivityEntry } | null
  readonly receipt: ShownReceipt | null
  readonly savedAs: string | null
  /** Why the last action other than listing (check, save, receipt) failed. */
  readonly actionFailure: AppFailure | null
}

export const noFilter: ActivityFilter = { search: '', act: null, result: null, account: null }

export const initialActivity: ActivityState = {
  filter: noFilter,
  pages: new Map(),
  facts: null,
  failure: null,
  check: null,
  isChecking: false,
  active: null,
  receipt: null,
  savedAs: null,
  actionFailure: null,
}

export function rowAt({ pages }: Pick<ActivityState, 'pages'>, index: number): ActivityEntry | undefined {
  return pages.get(Math.floor(index / rowsPerPage))?.[index % rowsPerPage]
}

export function isFiltered({ search, act, result, account }: ActivityFilter): boolean {
  return search.trim() !== '' || act !== null || result !== null || account !== null
}
