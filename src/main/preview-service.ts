import type { ConnectionAccess } from '../core/connections/connection-access'
import type { FileInspector } from '../core/previews/file-inspector'
import { PreviewAddresses, type ServedFile } from '../core/previews/preview-addresses'
import type { EncodingChoices } from '../core/previews/encoding-choices'
import type { PreviewCache } from '../core/previews/preview-cache'
import { PreviewOpener, type PreviewRequest } from '../core/previews/open-preview'
import { saveAsset } from '../core/previews/save-asset'
import type { SelectedAsset } from '../shared/deletion'
import type { PreviewAnswer } from '../shared/preview'
import type { Result } from '../shared/result'
import type { Settings } from '../shared/settings'
import { viewerOrigin } from '../shared/viewer'
import { saveDialogs } from './adapters/save-dialogs'
import { systemClock, systemRandom } from './adapters/system-ports'
import { broadcast } from './ipc/broadcast'

interface PreviewServicePorts {
  readonly cache: PreviewCache
  readonly encodingChoices: () => EncodingChoices
  readonly inspector: FileInspector
  readonly connections: ConnectionAccess
  readonly settings: () => Settings
}

/** Opens previews in the window and saves files from them. */
export class PreviewService {
  private readonly addresses = new PreviewAddresses({ random: systemRandom, clock: systemClock })
  private readonly opener: PreviewOpener
  private readonly saveAbort = new AbortController()

  constructor(private readonly ports: PreviewServicePorts) {
    this.opener = new PreviewOpener({
      ...ports,
      addresses: this.addresses,
      clock: systemClock,
      addressOf: (name, isForViewer) =>
        isForViewer ? `${viewerOrigin}/file/${name}` : `preview://asset/${name}`,
      onProgress: (progress) => broadcast('watchPreview', progress),
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

  /** The connection or the page changed, so open previews are obsolete. */
  endPreviews(): void {
    this.opener.endPreviews()
  }

  saveAsset(asset: SelectedAsset): Promise<Result<{ readonly fileName: string | null }>> {
    const { signal } = this.saveAbort
    return saveAsset({ ...this.ports, save: saveDialogs, clock: systemClock, signal }, asset)
  }

  /** Stops loading and saving when the app quits. */
  close(): void {
    this.endPreviews()
    this.saveAbort.abort()
  }
}
