import type { StoreApi } from 'zustand/vanilla'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import { callMain } from '../../lib/call-main'
import { rowsPerPage, type ActivityState } from './activity-state'

export interface RowLoader {
  /** Rows that are in view: those that are not here yet are asked for. */
  readonly loadRange: (first: number, last: number) => void
  /** What is in view anew. The old rows stay until it is there, so that nothing flickers. */
  readonly refresh: () => Promise<void>
  readonly resetRange: () => void
}

/** Brings the pages of rows that are looked at. Of several answers the one to the latest wish counts. */
export function createRowLoader(
  api: RefshelfApi,
  { getState, setState }: StoreApi<ActivityState>,
): RowLoader {
  /** Rows of an earlier filter, or from before an entry was added, stand at other places now. */
  let round = 0
  let requested = new Set<number>()
  let range = { first: 0, last: 0 }

  async function loadPage(page: number, isFirst: boolean): Promise<void> {
    const ownRound = round
    requested.add(page)
    const { filter } = getState()
    const result = await callMain(
      api.listActivity({ ...filter, skip: page * rowsPerPage, take: rowsPerPage }),
    )
    if (ownRound !== round) return
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
      round += 1
      requested = new Set()
      await loadPage(Math.floor(range.first / rowsPerPage), true)
      loadRange(range.first, range.last)
    },
    resetRange: () => {
      range = { first: 0, last: 0 }
    },
  }
}
