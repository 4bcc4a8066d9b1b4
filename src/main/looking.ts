import type { OpenConnection } from '../core/connections/open-connection'
import type { KeptFiles } from '../core/previews/kept-files'
import type { Settings } from '../shared/settings'
import { openKeptFiles } from './kept-files'
import { PreviewDesk } from './preview-desk'
import { ThumbnailDesk } from './thumbnail-desk'

interface LookingPorts {
  readonly connection: () => OpenConnection | null
  readonly hold: (open: OpenConnection) => () => void
  readonly settings: () => Settings
}

/** All that looks into files, and what it keeps of them on this disk. */
export interface Looking {
  readonly kept: KeptFiles
  readonly previews: PreviewDesk
  readonly thumbnails: ThumbnailDesk
}

export function createLooking(ports: LookingPorts): Looking {
  const kept = openKeptFiles(() => ports.settings().previewCacheBytes)
  const { connection } = ports
  return {
    kept,
    previews: new PreviewDesk({ ...ports, kept }),
    thumbnails: new ThumbnailDesk({ kept, connection }),
  }
}
