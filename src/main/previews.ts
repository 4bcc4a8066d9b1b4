import type { OpenConnection } from '../core/connections/open-connection'
import type { PreviewCache } from '../core/previews/preview-cache'
import type { Settings } from '../shared/settings'
import { openInspectors, type Inspectors } from './inspection/open-inspectors'
import { openPreviewCache, previewFolder } from './preview-cache'
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
  readonly inspectors: Inspectors
  readonly previews: PreviewService
  readonly thumbnails: ThumbnailService
}

export function createPreviews(ports: PreviewModulePorts): PreviewModule {
  const cache = openPreviewCache(() => ports.settings().previewCacheBytes)
  const inspectors = openInspectors(previewFolder())
  const { connection } = ports
  return {
    cache,
    inspectors,
    previews: new PreviewService({ ...ports, cache, inspector: inspectors.previews }),
    thumbnails: new ThumbnailService({ cache, connection, inspector: inspectors.thumbnails }),
  }
}
