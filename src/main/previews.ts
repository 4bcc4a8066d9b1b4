import type { OpenConnection } from '../core/connections/open-connection'
import { EncodingChoices } from '../core/previews/encoding-choices'
import type { FilesPort } from '../core/ports'
import type { PreviewCache } from '../core/previews/preview-cache'
import { lazy } from '../shared/lazy'
import type { Settings } from '../shared/settings'
import { nodeHash } from './adapters/system-ports'
import { openInspectors, type Inspectors } from './inspection/open-inspectors'
import { openPreviewCache, previewFolder } from './preview-cache'
import { PreviewService } from './preview-service'
import { ThumbnailService } from './thumbnail-service'

interface PreviewModulePorts {
  /** Called when a preview is first opened. */
  readonly files: () => FilesPort
  readonly connection: () => OpenConnection | null
  readonly acquire: (open: OpenConnection) => () => void
  readonly settings: () => Settings
}

/** Previews, thumbnails and their cache. */
export interface PreviewModule {
  readonly cache: PreviewCache
  /** Opened when a preview is first opened. */
  readonly encodingChoices: () => EncodingChoices
  readonly inspectors: Inspectors
  readonly previews: PreviewService
  readonly thumbnails: ThumbnailService
}

export function createPreviews(ports: PreviewModulePorts): PreviewModule {
  const cache = openPreviewCache(() => ports.settings().previewCacheBytes)
  const inspectors = openInspectors(previewFolder())
  const { connection, files } = ports
  const encodingChoices = lazy(() => new EncodingChoices({ files: files(), hash: nodeHash }))
  return {
    cache,
    encodingChoices,
    inspectors,
    previews: new PreviewService({ ...ports, cache, encodingChoices, inspector: inspectors.previews }),
    thumbnails: new ThumbnailService({ cache, connection, inspector: inspectors.thumbnails }),
  }
}
