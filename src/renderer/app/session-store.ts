import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppStatus } from '../../shared/app-status'
import type { BudgetStatus } from '../../shared/budget'
import type { AppFailure } from '../../shared/failure'
import type { RefshelfApi } from '../../shared/ipc/contract'
import { safely } from '../lib/safely'

export interface SessionState {
  /** Null until main has told it for the first time. */
  readonly status: AppStatus | null
  /** Why the last wish about the session (its start, sign-out, reset of the demo) was not done, or what broke in main. */
  readonly failure: AppFailure | null
}

export interface SessionStore extends StoreApi<SessionState> {
  readonly load: () => Promise<void>
  readonly takeStatus: (status: AppStatus) => void
  /** The hour of the account that is open. */
  readonly takeBudget: (budget: BudgetStatus) => void
  readonly signOut: () => Promise<void>
  readonly resetDemo: () => Promise<boolean>
  readonly takeFault: (failure: AppFailure) => void
  readonly dropFailure: () => void
}

export function createSessionStore(api: RefshelfApi): SessionStore {
  const store = createStore<SessionState>(() => ({ status: null, failure: null }))
  let told = 0

  return {
    ...store,
    load: async () => {
      const before = told
      const result = await safely(api.readStatus())
      // What was told while the answer was under way is newer than the answer.
      if (told !== before) return
      if (result.ok) store.setState({ status: result.value, failure: null })
      else store.setState({ failure: result.failure })
    },
    takeStatus: (status) => {
      told += 1
      store.setState({ status })
    },
    takeBudget: (budget) => {
      const { status } = store.getState()
      if (status !== null && status.connection !== null) store.setState({ status: { ...status, budget } })
    },
    signOut: async () => {
      const result = await safely(api.signOut())
      store.setState({ failure: result.ok ? null : result.failure })
    },
    resetDemo: async () => {
      const result = await safely(api.resetDemo())
      store.setState({ failure: result.ok ? null : result.failure })
      return result.ok
    },
    takeFault: (failure) => store.setState({ failure }),
    dropFailure: () => store.setState({ failure: null }),
  }
}
