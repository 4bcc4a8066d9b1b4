import type { SelectedAsset } from '../../shared/deletion'
import type { PreviewAnswer } from '../../shared/preview'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { CachedFile } from '../ports'
import type { PreviewAddresses } from './preview-addresses'
import type { FileInspector } from './file-inspector'
import type { PreviewCache } from './preview-cache'

export interface PreviewPreloaderPorts {
  readonly cache: Pick<PreviewCache, 'findFile'>
  readonly addresses: Pick<PreviewAddresses, 'register' | 'revoke'>
  readonly addressOf: (name: string, isForViewer: boolean) => string
  readonly inspector: Pick<FileInspector, 'inspectCached'>
}

export interface PreloadedPreview {
  readonly answer: PreviewAnswer
  /** Name in the cache, which identifies the file, its version and its account. */
  readonly cacheName: string
  /** Name in `PreviewAddresses`. */
  readonly servedName: string
}

/**
 * Prepares the picture that will probably be opened next, so that stepping to it is instant. Uses only cached files and
 * never makes a call.
 */
export class PreviewPreloader {
  private preloaded: PreloadedPreview | null = null
  private generation = 0

  constructor(private readonly ports: PreviewPreloaderPorts) {}

  /**
   * Null if the file is not cached, is not a picture that opens without confirmation, cannot be read, or if another
   * preview was opened in between. Never rejects.
   */
  async preload(open: OpenConnection, asset: SelectedAsset): Promise<PreviewAnswer | null> {
    if (this.preloaded !== null) this.ports.addresses.revoke(this.preloaded.servedName)
    this.discard()
    const generation = this.generation
    const found = await this.inspectCached(open, asset).catch(() => null)
    if (found === null || this.generation !== generation) return null
    const { file, type, width, height } = found
    const servedName = this.ports.addresses.register({ name: file.name, size: file.size, type })
    const content = {
      kind: 'image',
      address: this.ports.addressOf(servedName, false),
      width,
      height,
    } as const
    const answer = { state: 'shown', content, mediaType: type, bytes: file.size, isCached: true } as const
    this.preloaded = { answer, cacheName: file.name, servedName }
    return answer
  }

  /** Hands over the preloaded preview and forgets it. */
  takePreloaded(): PreloadedPreview | null {
    const { preloaded } = this
    this.discard()
    return preloaded
  }

  servedName(): string | null {
    return this.preloaded?.servedName ?? null
  }

  discard(): void {
    this.preloaded = null
    this.generation += 1
  }

  private async inspectCached(
    open: OpenConnection,
    asset: SelectedAsset,
  ): Promise<{
    readonly file: CachedFile
    readonly type: string
    readonly width: number
    readonly height: number
  } | null> {
    const file = await this.ports.cache.findFile({ account: accountKeyOf(open), file: asset }, 'file')
    if (file === null) return null
    const found = await this.ports.inspector.inspectCached(file, { anyway: false })
    return found.kind === 'image' ? { file, ...found } : null
  }
}
