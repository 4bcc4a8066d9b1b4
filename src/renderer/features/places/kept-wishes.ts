import type { StoreApi } from 'zustand/vanilla'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { KeptPlaces } from '../../../shared/place'
import type { Result } from '../../../shared/result'
import { safely } from '../../lib/safely'
import type { PlacesState } from './places-state'

/** What the user may wish of the places that this computer keeps. */
export interface KeptWishes {
  readonly read: () => Promise<void>
  readonly take: (kept: KeptPlaces) => void
  readonly pin: (id: string, isPinned: boolean) => Promise<void>
  readonly forget: (id: string) => Promise<void>
  readonly dropFailure: () => void
  /** What is answered from now on to earlier wishes is of a connection that was left. */
  readonly reset: () => void
}

export function createKeptWishes(
  api: RefshelfApi,
  store: Pick<StoreApi<PlacesState>, 'setState'>,
): KeptWishes {
  let round = 0

  /** Main tells of the change by itself, also where it holds for this run only. */
  async function change(call: Promise<Result<undefined>>): Promise<void> {
    const mine = round
    const result = await safely(call)
    if (mine === round) store.setState({ keptFailure: result.ok ? null : result.failure })
  }

  return {
    read: async () => {
      const mine = round
      const result = await safely(api.readKeptPlaces())
      if (result.ok && mine === round) store.setState({ kept: result.value })
    },
    take: (kept) => store.setState({ kept }),
    pin: (id, isPinned) => change(api.pinPlace({ id, isPinned })),
    forget: (id) => change(api.forgetPlace({ id })),
    dropFailure: () => store.setState({ keptFailure: null }),
    reset: () => {
      round += 1
    },
  }
}
