import type { StoreApi } from 'zustand/vanilla'
import type { AssetKey } from '../../../shared/asset'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { KnownBytes } from '../../../shared/recycle-bin'
import { callMain } from '../../lib/call-main'
import { withView, type BrowseState } from './browse-state'

function applyKnownBytes(state: BrowseState, known: readonly KnownBytes[]): BrowseState {
  const knownBytes = new Map<AssetKey, readonly KnownBytes[]>()
  for (const version of known) knownBytes.set(version.key, [...(knownBytes.get(version.key) ?? []), version])
  const updated = { ...state, knownBytes }
  return state.grouping === 'duplicates' ? withView(updated) : updated
}

/** Loads known hashes from main. A response after the place was left is dropped: the connection may have changed. */
export function createKnownBytesLoader(api: RefshelfApi, store: StoreApi<BrowseState>): () => Promise<void> {
  return async () => {
    const { place } = store.getState()
    if (place === null) return
    const result = await callMain(api.listKnownBytes())
    // If the bin cannot be read, no hashes are known. The features that need the bin report the failure.
    if (result.ok)
      store.setState((state) => (state.place === place ? applyKnownBytes(state, result.value) : state))
  }
}
