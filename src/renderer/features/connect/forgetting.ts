import type { StoreApi } from 'zustand/vanilla'
import type { AccountData, AccountPart } from '../../../shared/account-data'
import type { AppFailure } from '../../../shared/failure'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import { callMain } from '../../lib/call-main'

/** A saved connection that the user is asked about before it is forgotten. */
export interface Forgetting {
  readonly id: string
  /** Null until main has measured it. */
  readonly data: AccountData | null
  readonly removeData: boolean
  readonly removeCopies: boolean
  readonly isBusy: boolean
  readonly failure: AppFailure | null
  /** What the last attempt could not remove. */
  readonly notRemoved: readonly AccountPart[]
}

export interface ForgettingActions {
  readonly askToForget: (id: string) => Promise<void>
  /** Without the other data the copies stay too. */
  readonly chooseToRemove: (choice: Partial<Pick<Forgetting, 'removeData' | 'removeCopies'>>) => void
  readonly forgetSaved: () => Promise<void>
  readonly keepSaved: () => void
}

interface ForgettingState {
  readonly forgetting: Forgetting | null
}

/** The number of copies of the account in the recycle bin; null if they cannot be listed. */
export function copiesOf({ holdings }: AccountData): AccountData['holdings'][number]['size'] {
  return holdings.find(({ part }) => part === 'copies')?.size ?? null
}

export function createForgetting(
  api: RefshelfApi,
  store: Pick<StoreApi<ForgettingState>, 'getState'> & {
    readonly set: (forgetting: Forgetting | null) => void
  },
): ForgettingActions {
  const update = (id: string, change: Partial<Forgetting>): void => {
    const { forgetting } = store.getState()
    if (forgetting?.id === id) store.set({ ...forgetting, ...change })
  }

  async function measure(id: string): Promise<void> {
    const result = await callMain(api.readAccountData({ id }))
    update(id, result.ok ? { data: result.value } : { failure: result.failure })
  }

  return {
    askToForget: async (id) => {
      store.set({
        id,
        data: null,
        removeData: false,
        removeCopies: false,
        isBusy: false,
        failure: null,
        notRemoved: [],
      })
      await measure(id)
    },
    chooseToRemove: (choice) => {
      const { forgetting } = store.getState()
      if (forgetting === null || forgetting.isBusy) return
      const chosen = { ...forgetting, ...choice }
      store.set({ ...chosen, removeCopies: chosen.removeData && chosen.removeCopies })
    },
    forgetSaved: async () => {
      const { forgetting } = store.getState()
      if (forgetting === null || forgetting.isBusy) return
      const { id, removeData, removeCopies } = forgetting
      update(id, { isBusy: true, failure: null, notRemoved: [] })
      const choice = { ...(removeData && { removeData }), ...(removeCopies && { removeCopies }) }
      const result = await callMain(api.forgetSaved({ id, ...choice }))
      if (result.ok && result.value.notRemoved.length === 0) {
        store.set(null)
        return
      }
      // The user cancelled the question of main: nothing was done.
      const failure = result.ok || result.failure.kind === 'stopped' ? null : result.failure
      update(id, { isBusy: false, failure, notRemoved: result.ok ? result.value.notRemoved : [] })
      await measure(id)
    },
    keepSaved: () => {
      if (store.getState().forgetting?.isBusy !== true) store.set(null)
    },
  }
}
