import type { StoreApi } from 'zustand/vanilla'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import { safely } from '../../lib/safely'
import { PAGE_ROWS, type ActivityState } from './activity-state'

export interface RowLoader {
  /** Rows that are in view: those that are not here yet are asked for. */
  readonly look: (first: number, last: number) => void
  /** What is in view anew. The old rows stay until it is there, so that nothing flickers. */
  readonly refresh: () => Promise<void>
  readonly toTop: () => void
}

/** Brings the pages of rows that are looked at. Of several answers the one to the latest wish counts. */
export function createRowLoader(
  api: RefshelfApi,
  { getState, setState }: StoreApi<ActivityState>,
): RowLoader {
  /** Rows of an earlier filter, or from before an entry was added, stand at other places now. */
  let round = 0
  let asked = new Set<number>()
  let view = { first: 0, last: 0 }

  async function load(page: number, isFirst: boolean): Promise<void> {
    const mine = round
    asked.add(page)
    const { filter } = getState()
    const result = await safely(api.listActivity({ ...filter, skip: page * PAGE_ROWS, take: PAGE_ROWS }))
    if (mine !== round) return
    if (!result.ok) {
      setState({ failure: result.failure })
      return
    }
    const { rows, ...facts } = result.value
    const pages = new Map(isFirst ? [] : getState().pages).set(page, rows)
    setState({ pages, facts, failure: null })
  }

  function look(first: number, last: number): void {
    view = { first, last }
    const end = Math.min(last, (getState().facts?.matching ?? 0) - 1)
    for (let page = Math.floor(first / PAGE_ROWS); page * PAGE_ROWS <= end; page += 1) {
      if (!asked.has(page)) void load(page, false)
    }
  }

  return {
    look,
    refresh: async () => {
      round += 1
      asked = new Set()
      await load(Math.floor(view.first / PAGE_ROWS), true)
      look(view.first, view.last)
    },
    toTop: () => {
      view = { first: 0, last: 0 }
    },
  }
}
