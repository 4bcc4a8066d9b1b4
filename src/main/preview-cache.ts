import path from 'node:path'
import { app } from 'electron'
import { PreviewCache } from '../core/previews/preview-cache'
import { DiskCache } from './adapters/disk-cache'
import { nodeHash, systemClock } from './adapters/system-ports'

/** The folder of the cache. */
export function previewFolder(): string {
  return path.join(app.getPath('userData'), 'previews')
}

/** Opens the cache of previewed files in the user-data folder. `limit` is in bytes. */
export function openPreviewCache(limit: () => number): PreviewCache {
  const files = new DiskCache(previewFolder())
  return new PreviewCache({ files, hash: nodeHash, clock: systemClock, limit })
}
