import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppStatus } from '../../shared/app-status'
import type { BudgetStatus } from '../../shared/budget'
import type { AppFailure } from '../../shared/failure'
import type { RefshelfApi } from '../../shared/ipc/contract'
import { callMain } from '../lib/call-main'

export interface SessionState {
  /** Null until main has reported it for the first time. */
  readonly status: AppStatus | null
  /** Why the last session action (load, sign-out, demo reset) failed, or an internal error in main. */
  readonly failure: AppFailure | null
}

export interface SessionStore extends StoreApi<SessionState> {
  readonly loadStatus: () => Promise<void>
  readonly applyStatus: (status: AppStatus) => void
  /** Applies the call budget of the open account. */
  readonly applyBudget: (budget: BudgetStatus) => void
  readonly signOut: () => Promise<void>
  readonly resetDemo: () => Promise<boolean>
  readonly showFailure: (failure: AppFailure) => void
  readonly dismissFailure: () => void
}

export function createSessionStore(api: RefshelfApi): SessionStore {
  const store = createStore<SessionState>(() => ({ status: null, failure: null }))
  let updates = 0

  return {
    ...store,
    loadStatus: async () => {
      const before = updates
      const result = await callMain(api.readStatus())
      // A status that arrived in the meantime is newer than this response.
      if (updates !== before) return
      if (result.ok) store.setState({ status: result.value, failure: null })
      else store.setState({ failure: result.failure })
    },
    applyStatus: (status) => {
      updates += 1
      store.setState({ status })
    },
    applyBudget: (budget) => {
      const { status } = store.getState()
      if (status !== null && status.connection !== null) store.setState({ status: { ...status, budget } })
    },
    signOut: async () => {
      const result = await callMain(api.signOut())
      store.setState({ failure: result.ok ? null : result.failure })
    },
    resetDemo: async () => {
      const result = await callMain(api.resetDemo())
      store.setState({ failure: result.ok ? null : result.failure })
      return result.ok
    },
    showFailure: (failure) => store.setState({ failure }),
    dismissFailure: () => store.setState({ failure: null }),
  }
}
