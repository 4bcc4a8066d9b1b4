import type { StoreApi } from 'zustand/vanilla'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import { callMain } from '../../lib/call-main'
import { createLatest } from '../../lib/latest'
import { rowsPerPage, type ActivityState } from './activity-state'

export interface RowLoader {
  /** Loads the missing pages of the visible rows. */
  readonly loadRange: (first: number, last: number) => void
  /** Reloads the visible rows. The old rows stay until the response arrives, to avoid flicker. */
  readonly refresh: () => Promise<void>
  readonly resetRange: () => void
}

/** Loads the pages of visible rows. Responses to outdated requests are dropped. */
export function createRowLoader(
  api: RefshelfApi,
  { getState, setState }: StoreApi<ActivityState>,
): RowLoader {
  /** Cancelled by each refresh: rows of an earlier filter or log have different indexes. */
  const latest = createLatest()
  let requested = new Set<number>()
  let range = { first: 0, last: 0 }

  async function loadPage(page: number, isFirst: boolean): Promise<void> {
    const isCurrent = latest.track()
    requested.add(page)
    const { filter } = getState()
    const result = await callMain(
      api.listActivity({ ...filter, skip: page * rowsPerPage, take: rowsPerPage }),
    )
    if (!isCurrent()) return
    if (!result.ok) {
      setState({ failure: result.failure })
      return
    }
    const { rows, ...facts } = result.value
    const pages = new Map(isFirst ? [] : getState().pages).set(page, rows)
    setState({ pages, facts, failure: null })
  }

  function loadRange(first: number, last: number): void {
    range = { first, last }
    const end = Math.min(last, (getState().facts?.matching ?? 0) - 1)
    for (let page = Math.floor(first / rowsPerPage); page * rowsPerPage <= end; page += 1) {
      if (!requested.has(page)) void loadPage(page, false)
    }
  }

  return {
    loadRange,
    refresh: async () => {
      latest.cancel()
      requested = new Set()
      await loadPage(Math.floor(range.first / rowsPerPage), true)
      loadRange(range.first, range.last)
    },
    resetRange: () => {
      range = { first: 0, last: 0 }
    },
  }
}
