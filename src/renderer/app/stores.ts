import type { RefshelfApi } from '../../shared/ipc/contract'
import { createActivityStore, type ActivityStore } from '../features/activity/activity-store'
import { createBrowseStore, type BrowseStore } from '../features/browse/browse-store'
import { createConnectStore, type ConnectStore } from '../features/connect/connect-store'
import { createDeleteStore, type DeleteStore } from '../features/delete/delete-store'
import { createPlacesStore, type PlacesStore } from '../features/places/places-store'
import { createPreviewStore, type PreviewStore } from '../features/preview/preview-store'
import { createProtectionStore, type ProtectionStore } from '../features/protection/protection-store'
import { createBinStore, type BinStore } from '../features/recycle-bin/bin-store'
import { createSettingsStore, type SettingsStore } from '../features/settings/settings-store'
import { createThumbnailStore, type ThumbnailStore } from '../features/thumbnails/thumbnail-store'
import { createDragStore, type DragStore } from '../features/transfers/drag-store'
import { createStagingStore, type StagingStore } from '../features/transfers/staging-store'
import { createTransfersStore, type TransfersStore } from '../features/transfers/transfers-store'
import { createUploadStore, type UploadStore } from '../features/transfers/upload-store'
import { openFrame } from '../lib/viewer/open-frame'
import { createViewer, type Viewer } from '../lib/viewer/viewer'
import { createNavigationStore, type NavigationStore } from './navigation-store'
import { createSessionStore, type SessionStore } from './session-store'
import { withFreshStatus } from './with-fresh-status'

export interface Stores {
  readonly session: SessionStore
  readonly connect: ConnectStore
  readonly places: PlacesStore
  readonly browse: BrowseStore
  readonly deletion: DeleteStore
  readonly activity: ActivityStore
  readonly bin: BinStore
  readonly protection: ProtectionStore
  readonly settings: SettingsStore
  readonly thumbnails: ThumbnailStore
  readonly preview: PreviewStore
  readonly uploads: UploadStore
  readonly transfers: TransfersStore
  readonly staging: StagingStore
  readonly drags: DragStore
  readonly navigation: NavigationStore
  /** Renders untrusted files in a sandboxed frame. */
  readonly viewer: Viewer
}

export function createStores(api: RefshelfApi): Stores {
  const deletion = createDeleteStore(api)
  const session = createSessionStore(api)
  const connectionApi = withFreshStatus(api, session)
  return {
    session,
    connect: createConnectStore(connectionApi),
    places: createPlacesStore(api),
    browse: createBrowseStore(api),
    deletion,
    activity: createActivityStore(api),
    bin: createBinStore(api),
    protection: createProtectionStore(api),
    settings: createSettingsStore(connectionApi),
    thumbnails: createThumbnailStore(api),
    preview: createPreviewStore(api),
    uploads: createUploadStore(api, deletion.showQuestion),
    transfers: createTransfersStore(api, deletion.showQuestion),
    staging: createStagingStore(api),
    drags: createDragStore(),
    navigation: createNavigationStore(),
    viewer: createViewer(openFrame),
  }
}
