import type { SmallDrawing, ThumbnailUpdate } from '../../shared/preview'
import { thumbnailsOrigin } from '../../shared/viewer'
import type { ConnectionAccess } from '../connections/connection-access'
import { accountKeyOf } from '../connections/open-connection'
import type { Subsystem } from '../lifecycle'
import type { CachedFile, Clock, RandomSource } from '../ports'
import type { FileInspector } from './file-inspector'
import { byteLimits } from './limits'
import { loadIfSmall } from './load-file'
import type { ServedFile } from './preview-addresses'
import type { PreviewCache } from './preview-cache'
import { Thumbnails, type ThumbnailSource } from './thumbnails'

export interface ConnectedThumbnailsPorts {
  readonly cache: PreviewCache
  readonly clock: Clock
  readonly random: RandomSource
  readonly inspector: FileInspector
  readonly connections: ConnectionAccess
  readonly onUpdate: (update: ThumbnailUpdate) => void
  /** Asks the drawing frame for a thumbnail. */
  readonly onDrawing: (drawing: SmallDrawing) => void
}

/** Thumbnails of the open connection, and the random names under which the window and the drawing frame load files. */
export class ConnectedThumbnails implements Subsystem {
  readonly name = 'thumbnails'
  readonly thumbnails: Thumbnails
  /** Finished thumbnails by id, for `<img>` in the window. */
  private readonly pictures = new Map<string, ServedFile>()
  /** Ids by cache name, so that a thumbnail keeps its address while the connection is open. */
  private readonly ids = new Map<string, string>()
  /** Whole files by id, for the drawing frame while it draws them. */
  private readonly sources = new Map<string, ServedFile>()

  constructor(private readonly ports: ConnectedThumbnailsPorts) {
    this.thumbnails = new Thumbnails({
      cache: ports.cache,
      clock: ports.clock,
      random: ports.random,
      source: () => this.source(),
      readDrawable: async (file) => {
        const { kind, type } = await ports.inspector.inspectCached(file, { anyway: false })
        return kind === 'image' || kind === 'vector' ? { kind, type } : null
      },
      drawThumbnail: (ticket, file, { kind, type }) => {
        const id = ports.random.id()
        this.sources.set(id, { name: file.name, size: file.size, type })
        ports.onDrawing({ ticket, kind, address: `${thumbnailsOrigin}/file/${id}` })
        return () => this.sources.delete(id)
      },
      addressOf: (thumbnail) => this.addressOf(thumbnail),
      onEvent: ports.onUpdate,
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

  onConnectionChanged(): void {
    this.thumbnails.connectionChanged()
    this.pictures.clear()
    this.ids.clear()
  }

  private addressOf({ name, size }: CachedFile): string {
    const id = this.ids.get(name) ?? this.ports.random.id()
    this.ids.set(name, id)
    // `isThumbnail` has checked that it is WebP.
    this.pictures.set(id, { name, size, type: 'image/webp' })
    return `preview://thumbnail/${id}`
  }

  private source(): ThumbnailSource | null {
    const open = this.ports.connections.current()
    if (open === null) return null
    const { client } = open
    const { cache, clock } = this.ports
    return {
      account: accountKeyOf(open),
      hasQuota: () => client.hasQuota('thumbnails'),
      loadFile: ({ file: asset }, signal) => {
        const { automatic } = byteLimits.image
        const request = { open, asset, signal, maxBytes: automatic, use: 'thumbnail' } as const
        return loadIfSmall({ cache, clock }, request)
      },
    }
  }
}
