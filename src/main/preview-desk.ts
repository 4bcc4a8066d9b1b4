import type { OpenConnection } from '../core/connections/open-connection'
import { Addresses, type ServedFile } from '../core/previews/addresses'
import type { KeptFiles } from '../core/previews/kept-files'
import { PreviewOpener, type PreviewRequest } from '../core/previews/open-preview'
import { saveAsset } from '../core/previews/save-asset'
import type { SelectedAsset } from '../shared/deletion'
import type { PreviewAnswer } from '../shared/preview'
import type { Result } from '../shared/result'
import type { Settings } from '../shared/settings'
import { viewerOrigin } from '../shared/viewer'
import { encodings } from './adapters/guess-encoding'
import { saveDialogs } from './adapters/save-dialogs'
import { systemClock, systemRandom } from './adapters/system-ports'
import { broadcast } from './ipc/router'

interface PreviewDeskPorts {
  readonly kept: KeptFiles
  readonly connection: () => OpenConnection | null
  readonly hold: (open: OpenConnection) => () => void
  readonly settings: () => Settings
}

/** The file that is looked at in the window, and files that are saved from it. */
export class PreviewDesk {
  private readonly addresses = new Addresses({ random: systemRandom, clock: systemClock })
  private readonly opener: PreviewOpener
  private readonly saving = new AbortController()

  constructor(private readonly ports: PreviewDeskPorts) {
    this.opener = new PreviewOpener({
      ...{ ...ports, addresses: this.addresses, encodings, clock: systemClock },
      addressOf: (name, isForViewer) =>
        isForViewer ? `${viewerOrigin}/file/${name}` : `preview://asset/${name}`,
      onProgress: (progress) => broadcast('watchPreview', progress),
    })
  }

  /** What is served under this name, or null. */
  find(name: string): ServedFile | null {
    return this.addresses.find(name)
  }

  open(request: PreviewRequest): Promise<Result<PreviewAnswer>> {
    return this.opener.open(request)
  }

  makeReady(asset: SelectedAsset): Promise<PreviewAnswer | null> {
    return this.opener.makeReady(asset)
  }

  closePreview(requestId: string): void {
    this.opener.close(requestId)
  }

  /** Another connection, or another page: what was shown is nobody's any more. */
  end(): void {
    this.opener.end()
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
