import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ActivityFilter, ActivityFormat } from '../../../shared/activity'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { Result } from '../../../shared/result'
import { callMain } from '../../lib/call-main'
import { initialActivity, rowAt, type ActivityState } from './activity-state'
import { createRowLoader } from './row-loader'

/** Up to this many entries, the chain is checked automatically after each new entry. */
const maxAutoCheckedEntries = 10_000

export interface ActivityStore extends StoreApi<ActivityState> {
  /** Loads entries and checks the chain. Returns a function to call when the screen closes. */
  readonly openScreen: () => () => void
  readonly filterBy: (change: Partial<ActivityFilter>) => void
  /** Loads the missing pages of the visible rows. */
  readonly loadRange: (first: number, last: number) => void
  readonly activate: (index: number | null) => void
  readonly checkChain: () => Promise<void>
  /** Handles the event that the log has changed. */
  readonly applyChange: () => void
  readonly exportAs: (format: ActivityFormat) => Promise<void>
  readonly showReceipt: (runId: string) => Promise<void>
  readonly saveReceipt: (format: 'text' | 'json') => Promise<void>
  readonly closeReceipt: () => void
}

type ActivityActions = Pick<
  ActivityStore,
  'checkChain' | 'exportAs' | 'showReceipt' | 'saveReceipt' | 'closeReceipt'
>

/** The actions other than listing. */
function createActivityActions(
  api: RefshelfApi,
  { getState, setState }: StoreApi<ActivityState>,
): ActivityActions {
  async function save(call: Promise<Result<{ readonly fileName: string | null }>>): Promise<void> {
    const result = await callMain(call)
    setState(
      result.ok
        ? { savedAs: result.value.fileName, actionFailure: null }
        : { savedAs: null, actionFailure: result.failure },
    )
  }

  return {
    checkChain: async () => {
      if (getState().isChecking) return
      setState({ isChecking: true })
      const result = await callMain(api.checkActivity())
      setState(
        result.ok
          ? { isChecking: false, check: result.value, actionFailure: null }
          : { isChecking: false, check: null, actionFailure: result.failure },
      )
    },
    exportAs: (format) => save(api.exportActivity({ format, filter: getState().filter })),
    showReceipt: async (runId) => {
      const result = await callMain(api.readReceipt({ runId }))
      setState(
        result.ok
          ? { receipt: { runId, receipt: result.value }, actionFailure: null }
          : { actionFailure: result.failure },
      )
    },
    saveReceipt: async (format) => {
      const { receipt } = getState()
      if (receipt === null) return
      setState({ receipt: null })
      await save(api.saveReceipt({ runId: receipt.runId, format }))
    },
    closeReceipt: () => setState({ receipt: null }),
  }
}

export function createActivityStore(api: RefshelfApi): ActivityStore {
  const store = createStore<ActivityState>(() => initialActivity)
  const { getState, setState } = store
  const rows = createRowLoader(api, store)
  const actions = createActivityActions(api, store)
  let isScreenOpen = false

  return {
    ...store,
    ...actions,
    loadRange: rows.loadRange,
    openScreen: () => {
      isScreenOpen = true
      void rows.refresh()
      void actions.checkChain()
      return () => {
        isScreenOpen = false
        setState({ savedAs: null, actionFailure: null })
      }
    },
    filterBy: (change) => {
      setState(({ filter }) => ({ filter: { ...filter, ...change }, active: null, savedAs: null }))
      rows.resetRange()
      void rows.refresh()
    },
    activate: (index) => {
      const entry = index === null ? undefined : rowAt(getState(), index)
      setState({ active: index === null || entry === undefined ? null : { index, entry } })
    },
    applyChange: () => {
      if (!isScreenOpen) return
      setState({ active: null })
      void rows.refresh()
      if ((getState().facts?.total ?? 0) <= maxAutoCheckedEntries) void actions.checkChain()
    },
  }
}
