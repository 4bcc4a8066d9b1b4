import type { RefshelfApi } from '../../shared/ipc/contract'
import { listenToDrags } from './drags'
import type { Stores } from './stores'
import { listenToPaste } from './transfer-commands'

/** Leads what main and the desktop tell of files that come and go into the stores; answers with what ends it. */
export function listenToTransfers(api: RefshelfApi, stores: Stores): () => void {
  const stops = [
    api.watchTransfers(stores.transfers.takeNews),
    api.watchStaging(stores.staging.takeNews),
    listenToDrags(api, stores),
    listenToPaste({ api, stores }),
  ]
  void stores.transfers.start()
  return () => {
    for (const stop of stops) stop()
  }
}
