import type { RefshelfApi } from '../../shared/ipc/contract'
import { listenToDrags } from './drags'
import type { Stores } from './stores'
import { listenToPaste } from './transfer-commands'

/** Leads what main and the desktop tell of files that come and go into the stores; answers with what ends it. */
export function subscribeToTransfers(api: RefshelfApi, stores: Stores): () => void {
  const stops = [
    api.watchTransfers(stores.transfers.applySnapshot),
    api.watchStaging(stores.staging.applySnapshot),
    listenToDrags(api, stores),
    listenToPaste({ api, stores }),
  ]
  void stores.transfers.loadTransfers()
  return () => {
    for (const stop of stops) stop()
  }
}
