import type { StoreApi } from 'zustand/vanilla'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { SavedPlaces } from '../../../shared/place'
import type { Result } from '../../../shared/result'
import { callMain } from '../../lib/call-main'
import type { PlacesState } from './places-state'

/** What the user may wish of the places that this computer keeps. */
export interface SavedPlacesActions {
  readonly loadSavedPlaces: () => Promise<void>
  readonly applySavedPlaces: (savedPlaces: SavedPlaces) => void
  readonly pinPlace: (id: string, isPinned: boolean) => Promise<void>
  readonly forgetPlace: (id: string) => Promise<void>
  readonly dismissFailure: () => void
  /** What is answered from now on to earlier wishes is of a connection that was left. */
  readonly reset: () => void
}

export function createSavedPlacesActions(
  api: RefshelfApi,
  store: Pick<StoreApi<PlacesState>, 'setState'>,
): SavedPlacesActions {
  let round = 0

  /** Main tells of the change by itself, also where it holds for this run only. */
  async function sendChange(call: Promise<Result<undefined>>): Promise<void> {
    const ownRound = round
    const result = await callMain(call)
    if (ownRound === round) store.setState({ savedPlacesFailure: result.ok ? null : result.failure })
  }

  return {
    loadSavedPlaces: async () => {
      const ownRound = round
      const result = await callMain(api.readSavedPlaces())
      if (result.ok && ownRound === round) store.setState({ savedPlaces: result.value })
    },
    applySavedPlaces: (savedPlaces) => store.setState({ savedPlaces }),
    pinPlace: (id, isPinned) => sendChange(api.pinPlace({ id, isPinned })),
    forgetPlace: (id) => sendChange(api.forgetPlace({ id })),
    dismissFailure: () => store.setState({ savedPlacesFailure: null }),
    reset: () => {
      round += 1
    },
  }
}
