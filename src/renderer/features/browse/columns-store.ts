import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import { usualPreferences, type ColumnChoice, type ViewPreferences } from '../../../shared/view-preferences'
import { safely } from '../../lib/safely'
import { usualColumns } from './asset-columns'

export interface ColumnsStore extends StoreApi<ViewPreferences> {
  readonly load: () => Promise<void>
  readonly change: (change: (columns: readonly ColumnChoice[]) => readonly ColumnChoice[]) => void
  /** Back to the usual columns, which fit themselves to the room. */
  readonly reset: () => void
}

/** Which columns the table has: kept by main, for all lists of this computer. */
export function createColumnsStore(api: RefshelfApi): ColumnsStore {
  const store = createStore<ViewPreferences>(() => usualPreferences)
  let isChanged = false

  function keep(columns: readonly ColumnChoice[] | null) {
    isChanged = true
    store.setState({ columns })
    // At once: the window may be closed the next moment. Main puts what comes quickly together.
    void safely(api.saveViewPreferences(store.getState()))
  }

  return {
    ...store,
    load: async () => {
      const result = await safely(api.readViewPreferences())
      // What the user changed meanwhile is newer.
      if (result.ok && !isChanged) store.setState(result.value)
    },
    change: (change) => keep(change(store.getState().columns ?? usualColumns)),
    reset: () => keep(null),
  }
}
