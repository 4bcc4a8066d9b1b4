import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import { defaultPreferences, type ColumnChoice, type ViewPreferences } from '../../../shared/view-preferences'
import { callMain } from '../../lib/call-main'
import { defaultColumns } from './asset-columns'

export interface ColumnsStore extends StoreApi<ViewPreferences> {
  readonly loadColumns: () => Promise<void>
  readonly change: (change: (columns: readonly ColumnChoice[]) => readonly ColumnChoice[]) => void
  /** Resets to the default columns, which fit the available width. */
  readonly reset: () => void
}

/** The columns of the table. Main saves them for all lists on this computer. */
export function createColumnsStore(api: RefshelfApi): ColumnsStore {
  const store = createStore<ViewPreferences>(() => defaultPreferences)
  let isChanged = false

  function saveColumns(columns: readonly ColumnChoice[] | null) {
    isChanged = true
    store.setState({ columns })
    // Save without delay, because the window may close at any moment. Main debounces the writes.
    void callMain(api.saveViewPreferences(store.getState()))
  }

  return {
    ...store,
    loadColumns: async () => {
      const result = await callMain(api.readViewPreferences())
      // A change by the user in between is newer.
      if (result.ok && !isChanged) store.setState(result.value)
    },
    change: (change) => saveColumns(change(store.getState().columns ?? defaultColumns)),
    reset: () => saveColumns(null),
  }
}
