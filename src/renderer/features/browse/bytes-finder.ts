import type { StoreApi } from 'zustand/vanilla'
import type { AssetKey } from '../../../shared/asset'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { KnownBytes } from '../../../shared/recycle-bin'
import { safely } from '../../lib/safely'
import { withView, type BrowseState } from './browse-state'

function takeBytes(state: BrowseState, known: readonly KnownBytes[]): BrowseState {
  const bytesOf = new Map<AssetKey, readonly KnownBytes[]>()
  for (const each of known) bytesOf.set(each.key, [...(bytesOf.get(each.key) ?? []), each])
  const taken = { ...state, bytesOf }
  return state.grouping === 'duplicates' ? withView(taken) : taken
}

/** Asks main what it knows of bytes. What comes after the place was left belongs, perhaps, to another connection. */
export function createBytesFinder(api: RefshelfApi, store: StoreApi<BrowseState>): () => Promise<void> {
  return async () => {
    const { place } = store.getState()
    if (place === null) return
    const result = await safely(api.listKnownBytes())
    // Where the bin cannot be read nothing is known; whoever needs the bin says why.
    if (result.ok) store.setState((state) => (state.place === place ? takeBytes(state, result.value) : state))
  }
}
