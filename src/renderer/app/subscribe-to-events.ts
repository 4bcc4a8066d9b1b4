import type { AppStatus } from '../../shared/app-status'
import type { RefshelfApi } from '../../shared/ipc/contract'
import { thumbnailsOrigin } from '../../shared/viewer'
import { isProtected } from '../features/protection/protection-store'
import { createThumbnailDrawer } from '../features/thumbnails/thumbnail-drawer'
import { frameOpener } from '../lib/viewer/open-frame'
import { createViewer } from '../lib/viewer/viewer'
import { setLocale } from '../lib/intl'
import type { Stores } from './stores'
import { subscribeToTransfers } from './subscribe-to-transfers'

function connectionKey(status: AppStatus | null): string | null {
  const connection = status?.connection ?? null
  return connection === null ? null : `${connection.id} ${status?.accountKey ?? ''}`
}

/** Clears everything of the previous connection, so that no action can apply it to the new one. */
function changeConnection(
  { places, browse, deletion, thumbnails, preview, uploads, staging }: Stores,
  status: AppStatus,
): void {
  browse.closePlace()
  deletion.reset()
  uploads.reset()
  staging.dismiss()
  thumbnails.reset()
  preview.reset()
  if (status.connection === null) {
    places.reset()
    return
  }
  void places.reload()
  if (status.initialPlace !== null) void browse.openPlace(status.initialPlace)
}

/** Feeds events from main into the stores. Returns the function that unsubscribes. */
export function subscribeToEvents(api: RefshelfApi, stores: Stores): () => void {
  const { session, browse, deletion, protection, thumbnails, preview } = stores
  const drawThumbnail = createThumbnailDrawer(api, createViewer(frameOpener(thumbnailsOrigin)))
  const unsubscribers = [
    session.subscribe(({ status }, before) => {
      if (status === null || status === before.status) return
      if (status.deletion !== before.status?.deletion) deletion.applyRun(status.deletion)
      if (connectionKey(status) !== connectionKey(before.status)) changeConnection(stores, status)
    }),
    api.watchStatus(session.applyStatus),
    api.watchInternalError(session.showFailure),
    api.watchBudget(session.applyBudget),
    api.watchDeletion(deletion.applyRun),
    api.watchDeletionChange(deletion.applyChange),
    api.watchListing(browse.applyPart),
    api.watchSavedPlaces(stores.places.applySavedPlaces),
    api.watchOpening((progress) => {
      browse.applyOpening(progress)
      stores.places.applyOpening(progress)
    }),
    // A deletion on a previous connection may concern the same scope and segments as the open place.
    api.watchRefresh((refresh) => {
      if (refresh.accountKey === session.getState().status?.accountKey) browse.applyRefresh(refresh)
    }),
    api.watchActivity(stores.activity.applyChange),
    api.watchBin(stores.bin.applySnapshot),
    api.watchSettings(stores.settings.applySnapshot),
    api.watchPreview(preview.applyProgress),
    api.watchThumbnails(thumbnails.applyUpdate),
    subscribeToTransfers(api, stores),
    api.watchDrawing((drawing) => void drawThumbnail(drawing)),
    stores.settings.subscribe(({ snapshot, previewCache }, before) => {
      thumbnails.setAuto(snapshot?.settings.autoThumbnails === true)
      if (previewCache !== before.previewCache && previewCache?.files === 0) thumbnails.reset()
    }),
    api.watchProtections(protection.applySnapshot),
    stores.settings.subscribe(({ snapshot }, before) => {
      if (snapshot !== null && snapshot.language.shown !== before.snapshot?.language.shown)
        void setLocale(snapshot.language.shown)
    }),
    protection.subscribe((state, before) => {
      const { locksOf, snapshot } = state
      if (locksOf !== before.locksOf || snapshot !== before.snapshot)
        browse.applyProtection((key) => isProtected(state, key))
    }),
    browse.subscribe(({ assets, loading, listing, isRemembered }, before) => {
      if (assets !== before.assets) protection.setAssets(assets)
      if (listing !== before.listing) thumbnails.invalidateUndated()
      // Only once the listing is complete: for known bytes main searches all copies in the recycle bin.
      if (loading === null && (assets !== before.assets || before.loading !== null))
        void browse.loadKnownBytes()
      // A remembered listing may be out of date, so the sidebar takes segments from fresh listings only.
      if (listing !== null && listing !== before.listing && !isRemembered) stores.places.applyListing(listing)
    }),
  ]
  void session.loadStatus()
  void stores.bin.loadSnapshot()
  void stores.settings.loadSettings()
  void protection.loadSnapshot()
  void browse.columns.loadColumns()
  return () => {
    for (const unsubscribe of unsubscribers) unsubscribe()
  }
}
