import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ActivityFilter, ActivityFormat } from '../../../shared/activity'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { Result } from '../../../shared/result'
import { safely } from '../../lib/safely'
import { initialActivity, rowAt, type ActivityState } from './activity-state'
import { createRowLoader } from './row-loader'

/** Up to so many entries the chain is checked again by itself whenever something was written. */
const CHECK_BY_ITSELF = 10_000

export interface ActivityStore extends StoreApi<ActivityState> {
  /** The screen is shown: reads, and checks the chain. Answers with what ends it. */
  readonly open: () => () => void
  readonly filterBy: (change: Partial<ActivityFilter>) => void
  /** Rows that are in view: those that are not here yet are asked for. */
  readonly look: (first: number, last: number) => void
  readonly activate: (index: number | null) => void
  readonly recheck: () => Promise<void>
  /** Something was written down. */
  readonly takeNews: () => void
  readonly exportAs: (format: ActivityFormat) => Promise<void>
  readonly showReceipt: (jobId: string) => Promise<void>
  readonly saveReceipt: (format: 'text' | 'json') => Promise<void>
  readonly closeReceipt: () => void
}

type Wishes = Pick<ActivityStore, 'recheck' | 'exportAs' | 'showReceipt' | 'saveReceipt' | 'closeReceipt'>

/** What can be asked for beside the list. */
function createWishes(api: RefshelfApi, { getState, setState }: StoreApi<ActivityState>): Wishes {
  async function save(call: Promise<Result<{ readonly fileName: string | null }>>): Promise<void> {
    const result = await safely(call)
    setState(
      result.ok
        ? { savedAs: result.value.fileName, wishFailure: null }
        : { savedAs: null, wishFailure: result.failure },
    )
  }

  return {
    recheck: async () => {
      if (getState().isChecking) return
      setState({ isChecking: true })
      const result = await safely(api.checkActivity())
      setState(
        result.ok
          ? { isChecking: false, check: result.value, wishFailure: null }
          : { isChecking: false, check: null, wishFailure: result.failure },
      )
    },
    exportAs: (format) => save(api.exportActivity({ format, filter: getState().filter })),
    showReceipt: async (jobId) => {
      const result = await safely(api.readReceipt({ jobId }))
      setState(
        result.ok
          ? { receipt: { jobId, receipt: result.value }, wishFailure: null }
          : { wishFailure: result.failure },
      )
    },
    saveReceipt: async (format) => {
      const { receipt } = getState()
      if (receipt === null) return
      setState({ receipt: null })
      await save(api.saveReceipt({ jobId: receipt.jobId, format }))
    },
    closeReceipt: () => setState({ receipt: null }),
  }
}

export function createActivityStore(api: RefshelfApi): ActivityStore {
  const store = createStore<ActivityState>(() => initialActivity)
  const { getState, setState } = store
  const rows = createRowLoader(api, store)
  const wishes = createWishes(api, store)
  let isOpen = false

  return {
    ...store,
    ...wishes,
    look: rows.look,
    open: () => {
      isOpen = true
      void rows.refresh()
      void wishes.recheck()
      return () => {
        isOpen = false
        setState({ savedAs: null, wishFailure: null })
      }
    },
    filterBy: (change) => {
      setState(({ filter }) => ({ filter: { ...filter, ...change }, active: null, savedAs: null }))
      rows.toTop()
      void rows.refresh()
    },
    activate: (index) => {
      const entry = index === null ? undefined : rowAt(getState(), index)
      setState({ active: index === null || entry === undefined ? null : { index, entry } })
    },
    takeNews: () => {
      if (!isOpen) return
      setState({ active: null })
      void rows.refresh()
      if ((getState().facts?.total ?? 0) <= CHECK_BY_ITSELF) void wishes.recheck()
    },
  }
}
