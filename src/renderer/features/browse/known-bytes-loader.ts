import type { StoreApi } from 'zustand/vanilla'
import type { AssetKey } from '../../../shared/asset'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { KnownBytes } from '../../../shared/recycle-bin'
import { callMain } from '../../lib/call-main'
import { withView, type BrowseState } from './browse-state'

function applyKnownBytes(state: BrowseState, known: readonly KnownBytes[]): BrowseState {
  const knownBytes = new Map<AssetKey, readonly KnownBytes[]>()
  for (const each of known) knownBytes.set(each.key, [...(knownBytes.get(each.key) ?? []), each])
  const updated = { ...state, knownBytes }
  return state.grouping === 'duplicates' ? withView(updated) : updated
}

/** Asks main what it knows of bytes. What comes after the place was left belongs, perhaps, to another connection. */
export function createKnownBytesLoader(api: RefshelfApi, store: StoreApi<BrowseState>): () => Promise<void> {
  return async () => {
    const { place } = store.getState()
    if (place === null) return
    const result = await callMain(api.listKnownBytes())
    // Where the bin cannot be read nothing is known; whoever needs the bin says why.
    if (result.ok)
      store.setState((state) => (state.place === place ? applyKnownBytes(state, result.value) : state))
  }
}
