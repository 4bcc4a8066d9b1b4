import type { OpenConnection } from '../core/connections/open-connection'
import { PreviewAddresses, type ServedFile } from '../core/previews/preview-addresses'
import type { PreviewCache } from '../core/previews/preview-cache'
import { PreviewOpener, type PreviewRequest } from '../core/previews/open-preview'
import { saveAsset } from '../core/previews/save-asset'
import type { SelectedAsset } from '../shared/deletion'
import type { PreviewAnswer } from '../shared/preview'
import type { Result } from '../shared/result'
import type { Settings } from '../shared/settings'
import { viewerOrigin } from '../shared/viewer'
import { encodingDetector } from './adapters/encoding-detector'
import { saveDialogs } from './adapters/save-dialogs'
import { systemClock, systemRandom } from './adapters/system-ports'
import { broadcast } from './ipc/router'

interface PreviewServicePorts {
  readonly cache: PreviewCache
  readonly connection: () => OpenConnection | null
  readonly acquire: (open: OpenConnection) => () => void
  readonly settings: () => Settings
}

/** The file that is looked at in the window, and files that are saved from it. */
export class PreviewService {
  private readonly addresses = new PreviewAddresses({ random: systemRandom, clock: systemClock })
  private readonly opener: PreviewOpener
  private readonly saving = new AbortController()

  constructor(private readonly ports: PreviewServicePorts) {
    this.opener = new PreviewOpener({
      ...{ ...ports, addresses: this.addresses, encodings: encodingDetector, clock: systemClock },
      addressOf: (name, isForViewer) =>
        isForViewer ? `${viewerOrigin}/file/${name}` : `preview://asset/${name}`,
      onProgress: (progress) => broadcast('watchPreview', progress),
    })
  }

  /** What is served under this name, or null. */
  find(name: string): ServedFile | null {
    return this.addresses.findFile(name)
  }

  open(request: PreviewRequest): Promise<Result<PreviewAnswer>> {
    return this.opener.openPreview(request)
  }

  makeReady(asset: SelectedAsset): Promise<PreviewAnswer | null> {
    return this.opener.preparePreview(asset)
  }

  closePreview(requestId: string): void {
    this.opener.closePreview(requestId)
  }

  /** Another connection, or another page: what was shown is nobody's any more. */
  end(): void {
    this.opener.endPreviews()
  }

  save(asset: SelectedAsset): Promise<Result<{ readonly fileName: string | null }>> {
    const { signal } = this.saving
    return saveAsset({ ...this.ports, save: saveDialogs, clock: systemClock, signal }, asset)
  }

  /** The app quits: nothing is loaded or saved any more. */
  close(): void {
    this.end()
    this.saving.abort()
  }
}
