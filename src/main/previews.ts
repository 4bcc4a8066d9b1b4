import type { OpenConnection } from '../core/connections/open-connection'
import type { PreviewCache } from '../core/previews/preview-cache'
import type { Settings } from '../shared/settings'
import { openPreviewCache } from './preview-cache'
import { PreviewService } from './preview-service'
import { ThumbnailService } from './thumbnail-service'

interface PreviewModulePorts {
  readonly connection: () => OpenConnection | null
  readonly acquire: (open: OpenConnection) => () => void
  readonly settings: () => Settings
}

/** Previews, thumbnails and their cache. */
export interface PreviewModule {
  readonly cache: PreviewCache
  readonly previews: PreviewService
  readonly thumbnails: ThumbnailService
}

export function createPreviews(ports: PreviewModulePorts): PreviewModule {
  const cache = openPreviewCache(() => ports.settings().previewCacheBytes)
  const { connection } = ports
  return {
    cache,
    previews: new PreviewService({ ...ports, cache }),
    thumbnails: new ThumbnailService({ cache, connection }),
  }
}
