import type { AppStatus } from '../../shared/app-status'
import type { RefshelfApi } from '../../shared/ipc/contract'
import { thumbnailsOrigin } from '../../shared/viewer'
import { isProtected } from '../features/protection/protection-store'
import { createSmallDrawer } from '../features/thumbnails/draw-small'
import { openFrameOf } from '../lib/viewer/open-frame'
import { createViewer } from '../lib/viewer/viewer'
import { speak } from '../lib/intl'
import type { Stores } from './stores'
import { listenToTransfers } from './transfer-events'

function connectionKey(status: AppStatus | null): string | null {
  const connection = status?.connection ?? null
  return connection === null ? null : `${connection.id} ${status?.accountKey ?? ''}`
}

/** What was on the screen belongs to the connection that is left: nothing of it may be acted on with the next one. */
function changeConnection(
  { places, browse, deletion, thumbnails, preview, uploads, staging }: Stores,
  status: AppStatus,
): void {
  browse.close()
  deletion.reset()
  uploads.reset()
  staging.dismiss()
  thumbnails.reset()
  preview.reset()
  if (status.connection === null) {
    places.reset()
    return
  }
  void places.start()
  if (status.requestedPlace !== null) void browse.open(status.requestedPlace)
}

/** Leads everything that main tells into the stores; answers with what ends it. */
export function listen(api: RefshelfApi, stores: Stores): () => void {
  const { session, browse, deletion, protection, thumbnails, preview } = stores
  const drawSmall = createSmallDrawer(api, createViewer(openFrameOf(thumbnailsOrigin)))
  const stops = [
    session.subscribe(({ status }, before) => {
      if (status === null || status === before.status) return
      if (status.job !== before.status?.job) deletion.takeJob(status.job)
      if (connectionKey(status) !== connectionKey(before.status)) changeConnection(stores, status)
    }),
    api.watchStatus(session.takeStatus),
    api.watchFault(session.takeFault),
    api.watchBudget(session.takeBudget),
    api.watchJob(deletion.takeJob),
    api.watchListing(browse.takePart),
    api.watchKeptPlaces(stores.places.takeKept),
    api.watchOpening((news) => {
      browse.takeOpening(news)
      stores.places.takeOpening(news)
    }),
    // The job of a connection that was left may be about the very scope and segments that are open on this one.
    api.watchRefresh((refresh) => {
      if (refresh.accountKey === session.getState().status?.accountKey) browse.takeRefresh(refresh)
    }),
    api.watchActivity(stores.activity.takeNews),
    api.watchBin(stores.bin.takeNews),
    api.watchSettings(stores.settings.takeNews),
    api.watchPreview(preview.takeProgress),
    api.watchThumbnails(thumbnails.takeNews),
    listenToTransfers(api, stores),
    api.watchDrawing((drawing) => void drawSmall(drawing)),
    stores.settings.subscribe(({ news, kept }, before) => {
      thumbnails.setAuto(news?.settings.autoThumbnails === true)
      if (kept !== before.kept && kept?.files === 0) thumbnails.reset()
    }),
    api.watchProtections(protection.takeNews),
    stores.settings.subscribe(({ news }, before) => {
      if (news !== null && news.language.shown !== before.news?.language.shown)
        void speak(news.language.shown)
    }),
    protection.subscribe((state, before) => {
      const { locksOf, news } = state
      if (locksOf !== before.locksOf || news !== before.news)
        browse.takeProtection((key) => isProtected(state, key))
    }),
    browse.subscribe(({ assets, sweep, listing, isRemembered }, before) => {
      if (assets !== before.assets) protection.takeAssets(assets)
      if (listing !== before.listing) thumbnails.takeListing()
      // Not of each part of a listing: what is known of bytes costs main a look at all its copies.
      if (sweep === null && (assets !== before.assets || before.sweep !== null)) void browse.findKnownBytes()
      // What an earlier visit listed may have other segments by now.
      if (listing !== null && listing !== before.listing && !isRemembered) stores.places.takeListing(listing)
    }),
  ]
  void session.load()
  void stores.bin.start()
  void stores.settings.start()
  void protection.start()
  void browse.columns.load()
  return () => {
    for (const stop of stops) stop()
  }
}
