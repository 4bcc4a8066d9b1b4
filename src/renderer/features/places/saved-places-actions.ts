import type { StoreApi } from 'zustand/vanilla'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { SavedPlaces } from '../../../shared/place'
import type { Result } from '../../../shared/result'
import { callMain } from '../../lib/call-main'
import { createLatest } from '../../lib/latest'
import type { PlacesState } from './places-state'

/** Actions on the pinned and recent places of this computer. */
export interface SavedPlacesActions {
  readonly loadSavedPlaces: () => Promise<void>
  readonly applySavedPlaces: (savedPlaces: SavedPlaces) => void
  readonly pinPlace: (id: string, isPinned: boolean) => Promise<void>
  readonly forgetPlace: (id: string) => Promise<void>
  readonly dismissFailure: () => void
  /** Drops the responses to earlier requests: they belong to the previous connection. */
  readonly reset: () => void
}

export function createSavedPlacesActions(
  api: RefshelfApi,
  store: Pick<StoreApi<PlacesState>, 'setState'>,
): SavedPlacesActions {
  const latest = createLatest()

  /** Main pushes the changed places, even if they could not be saved and apply to this session only. */
  async function sendChange(call: Promise<Result<undefined>>): Promise<void> {
    const isCurrent = latest.track()
    const result = await callMain(call)
    if (isCurrent()) store.setState({ savedPlacesFailure: result.ok ? null : result.failure })
  }

  return {
    loadSavedPlaces: async () => {
      const isCurrent = latest.track()
      const result = await callMain(api.readSavedPlaces())
      if (result.ok && isCurrent()) store.setState({ savedPlaces: result.value })
    },
    applySavedPlaces: (savedPlaces) => store.setState({ savedPlaces }),
    pinPlace: (id, isPinned) => sendChange(api.pinPlace({ id, isPinned })),
    forgetPlace: (id) => sendChange(api.forgetPlace({ id })),
    dismissFailure: () => store.setState({ savedPlacesFailure: null }),
    reset: latest.cancel,
  }
}
