import type { ConnectionAccess } from '../core/connections/connection-access'
import { accountKeyOf } from '../core/connections/open-connection'
import type { ServedFile } from '../core/previews/preview-addresses'
import type { FileInspector } from '../core/previews/file-inspector'
import type { PreviewCache } from '../core/previews/preview-cache'
import { byteLimits } from '../core/previews/limits'
import { loadIfSmall } from '../core/previews/load-file'
import { Thumbnails, type ThumbnailSource } from '../core/previews/thumbnails'
import type { CachedFile } from '../core/ports'
import { thumbnailsOrigin } from '../shared/viewer'
import { systemClock, systemRandom } from './adapters/system-ports'
import { broadcast } from './ipc/broadcast'

interface ThumbnailServicePorts {
  readonly cache: PreviewCache
  readonly inspector: FileInspector
  readonly connections: ConnectionAccess
}

/** Thumbnails of the open connection, and the random names under which the window and the drawing frame load files. */
export class ThumbnailService {
  readonly thumbnails: Thumbnails
  /** Finished thumbnails by id, for `<img>` in the window. */
  private readonly pictures = new Map<string, ServedFile>()
  /** Ids by cache name, so that a thumbnail keeps its address while the connection is open. */
  private readonly ids = new Map<string, string>()
  /** Whole files by id, for the drawing frame while it draws them. */
  private readonly sources = new Map<string, ServedFile>()

  constructor(private readonly ports: ThumbnailServicePorts) {
    this.thumbnails = new Thumbnails({
      cache: ports.cache,
      clock: systemClock,
      random: systemRandom,
      source: () => this.source(),
      readDrawable: async (file) => {
        const { kind, type } = await ports.inspector.inspectCached(file, { anyway: false })
        return kind === 'image' || kind === 'vector' ? { kind, type } : null
      },
      drawThumbnail: (ticket, file, { kind, type }) => {
        const id = systemRandom.id()
        this.sources.set(id, { name: file.name, size: file.size, type })
        broadcast('watchDrawing', { ticket, kind, address: `${thumbnailsOrigin}/file/${id}` })
        return () => this.sources.delete(id)
      },
      addressOf: (thumbnail) => this.addressOf(thumbnail),
      onEvent: (snapshot) => broadcast('watchThumbnails', snapshot),
    })
  }

  /** The thumbnail with this id, or null. */
  findPicture(id: string): ServedFile | null {
    const picture = this.pictures.get(id) ?? null
    return picture !== null && this.ports.cache.hasFile(picture.name) ? picture : null
  }

  /** The file that the drawing frame may read under this id, or null. */
  findSource(id: string): ServedFile | null {
    return this.sources.get(id) ?? null
  }

  connectionChanged(): void {
    this.thumbnails.connectionChanged()
    this.pictures.clear()
    this.ids.clear()
  }

  private addressOf({ name, size }: CachedFile): string {
    const id = this.ids.get(name) ?? systemRandom.id()
    this.ids.set(name, id)
    // `isThumbnail` has checked that it is WebP.
    this.pictures.set(id, { name, size, type: 'image/webp' })
    return `preview://thumbnail/${id}`
  }

  private source(): ThumbnailSource | null {
    const open = this.ports.connections.current()
    if (open === null) return null
    const { client } = open
    const { cache } = this.ports
    return {
      account: accountKeyOf(open),
      hasQuota: () => client.hasQuota('thumbnails'),
      loadFile: ({ file: asset }, signal) => {
        const { automatic } = byteLimits.image
        const request = { open, asset, signal, maxBytes: automatic, use: 'thumbnail' } as const
        return loadIfSmall({ cache, clock: systemClock }, request)
      },
    }
  }
}
