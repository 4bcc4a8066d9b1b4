import type { SelectedAsset } from '../../shared/deletion'
import type { PreviewAnswer, PreviewProgress } from '../../shared/preview'
import type { Result } from '../../shared/result'
import type { Settings } from '../../shared/settings'
import { viewerOrigin } from '../../shared/viewer'
import type { ConnectionAccess } from '../connections/connection-access'
import type { Subsystem } from '../lifecycle'
import type { Clock, RandomSource, SavePort } from '../ports'
import type { EncodingChoices } from './encoding-choices'
import type { FileInspector } from './file-inspector'
import { PreviewOpener, type PreviewRequest } from './open-preview'
import { PreviewAddresses, type ServedFile } from './preview-addresses'
import type { PreviewCache } from './preview-cache'
import { saveAsset } from './save-asset'

export interface PreviewsPorts {
  readonly cache: PreviewCache
  readonly clock: Clock
  readonly random: RandomSource
  readonly save: SavePort
  readonly encodingChoices: () => EncodingChoices
  readonly inspector: FileInspector
  readonly connections: ConnectionAccess
  readonly settings: () => Settings
  readonly onProgress: (progress: PreviewProgress) => void
}

/** Opens previews in the window and saves files from them. */
export class Previews implements Subsystem {
  readonly name = 'previews'
  private readonly addresses: PreviewAddresses
  private readonly opener: PreviewOpener
  private readonly saveAbort = new AbortController()

  constructor(private readonly ports: PreviewsPorts) {
    this.addresses = new PreviewAddresses(ports)
    this.opener = new PreviewOpener({
      ...ports,
      addresses: this.addresses,
      addressOf: (name, isForViewer) =>
        isForViewer ? `${viewerOrigin}/file/${name}` : `preview://asset/${name}`,
    })
  }

  /** The file that is served under this name, or null. */
  findFile(name: string): ServedFile | null {
    return this.addresses.findFile(name)
  }

  openPreview(request: PreviewRequest): Promise<Result<PreviewAnswer>> {
    return this.opener.openPreview(request)
  }

  preparePreview(asset: SelectedAsset): Promise<PreviewAnswer | null> {
    return this.opener.preparePreview(asset)
  }

  closePreview(requestId: string): void {
    this.opener.closePreview(requestId)
  }

  saveAsset(asset: SelectedAsset): Promise<Result<{ readonly fileName: string | null }>> {
    return saveAsset({ ...this.ports, signal: this.saveAbort.signal }, asset)
  }

  onConnectionChanged(): void {
    this.opener.endPreviews()
  }

  pageLoaded(): void {
    this.opener.endPreviews()
  }

  /** Stops loading and saving when the app quits. */
  close(): void {
    this.opener.endPreviews()
    this.saveAbort.abort()
  }
}
