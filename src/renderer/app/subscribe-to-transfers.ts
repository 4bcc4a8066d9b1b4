import type { RefshelfApi } from '../../shared/ipc/contract'
import { listenToDrags } from './drags'
import type { Stores } from './stores'
import { listenToPaste } from './transfer-commands'

/** Feeds transfer events from main, drags and pastes into the stores. Returns the function that unsubscribes. */
export function subscribeToTransfers(api: RefshelfApi, stores: Stores): () => void {
  const unsubscribers = [
    api.watchTransfers(stores.transfers.applySnapshot),
    api.watchStaging(stores.staging.applySnapshot),
    listenToDrags(api, stores),
    listenToPaste({ api, stores }),
  ]
  void stores.transfers.loadTransfers()
  return () => {
    for (const unsubscribe of unsubscribers) unsubscribe()
  }
}
