import type { SelectedAsset } from '../../shared/deletion'
import type { PreviewAnswer, PreviewContent, PreviewProgress, TextEncoding } from '../../shared/preview'
import { fail, succeed, type Result } from '../../shared/result'
import type { Settings } from '../../shared/settings'
import type { ConnectionAccess } from '../connections/connection-access'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import { rateLimit } from '../lib/throttle'
import type { CachedFile } from '../ports'
import { TooManyBytesError } from '../download/asset-stream'
import { stoppedError, toFailure, WordbeeError } from '../wordbee/wordbee-error'
import type { PreviewAddresses } from './preview-addresses'
import type { EncodingChoices } from './encoding-choices'
import type { FileInspector } from './file-inspector'
import type { InspectedFile } from './inspect'
import type { PreviewCache } from './preview-cache'
import { byteLimits, withholdBySize, expectedKind, isUnsupportedByName, type Withheld } from './limits'
import { loadFile, type LoadFilePorts } from './load-file'
import { PreviewPreloader, type PreloadedPreview } from './preview-preloader'

export interface PreviewRequest {
  readonly requestId: string
  readonly asset: SelectedAsset
  /** The user asked for this file explicitly. */
  readonly isRequested: boolean
  /** The user confirmed a warning about the file. */
  readonly anyway: boolean
  /** Chooses the encoding of a text, and remembers it for this file; without it, an earlier choice stays. */
  readonly encoding?: TextEncoding | 'automatic' | undefined
}

export interface PreviewOpenerPorts extends LoadFilePorts {
  readonly cache: Pick<PreviewCache, 'findFile' | 'saveFile'>
  readonly connections: ConnectionAccess
  readonly addresses: Pick<PreviewAddresses, 'register' | 'revoke' | 'revokeAll'>
  /** The address for a name of `PreviewAddresses`; files for the viewer frame are served on the frame's origin. */
  readonly addressOf: (name: string, isForViewer: boolean) => string
  readonly inspector: Pick<FileInspector, 'inspectCached'>
  readonly encodingChoices: () => Pick<EncodingChoices, 'findChoice' | 'choose'>
  readonly settings: () => Pick<Settings, 'autoPreview'>
  readonly onProgress: (progress: PreviewProgress) => void
}

/** Minimum time between two progress events, in milliseconds. */
const progressIntervalMs = 100

interface RunningPreview {
  readonly request: PreviewRequest
  readonly open: OpenConnection
  readonly abortController: AbortController
  /** The preloaded preview at the time of the request; possibly of another file. */
  readonly ready: PreloadedPreview | null
}

/** Opens previews, one at a time: opening one stops the one before. */
export class PreviewOpener {
  private running: RunningPreview | null = null
  private readonly preloader: PreviewPreloader

  constructor(private readonly ports: PreviewOpenerPorts) {
    this.preloader = new PreviewPreloader(ports)
  }

  /**
   * Failures: `not-connected`, `stopped` (closed, or another preview was opened), `storage-failed`, and those of a
   * download.
   */
  async openPreview(request: PreviewRequest): Promise<Result<PreviewAnswer>> {
    const open = this.ports.connections.current()
    const ready = this.preloader.takePreloaded()
    this.stopRunning(ready?.servedName ?? null)
    if (open === null) return fail({ kind: 'not-connected', retry: 'no' })
    const running = { request, open, abortController: new AbortController(), ready }
    this.running = running
    return this.ports.connections.using(open, () => this.run(running))
  }

  private async run(running: RunningPreview): Promise<Result<PreviewAnswer>> {
    try {
      const answer = await this.findAnswer(running)
      return this.running === running ? succeed(answer) : previewStopped
    } catch (error) {
      if (this.running !== running) return previewStopped
      if (error instanceof WordbeeError) return fail(toFailure(error))
      if (isDiskError(error)) return fail({ kind: 'storage-failed', retry: 'now' })
      throw error
    }
  }

  /** Prepares the picture that will probably be opened next, if it is cached; otherwise null. Never rejects. */
  async preparePreview(asset: SelectedAsset): Promise<PreviewAnswer | null> {
    const open = this.ports.connections.current()
    return open === null ? null : this.preloader.preload(open, asset)
  }

  /** Keeps the preloaded preview: stepping to the next file closes the current one first. */
  closePreview(requestId: string): void {
    if (this.running?.request.requestId === requestId) this.stopRunning(this.preloader.servedName())
  }

  /** Aborts loading and revokes all addresses, because the preview was closed or the connection or page changed. */
  endPreviews(): void {
    this.preloader.discard()
    this.stopRunning(null)
  }

  private stopRunning(keptName: string | null): void {
    this.running?.abortController.abort()
    this.running = null
    this.ports.addresses.revokeAll(keptName)
  }

  private async findAnswer(running: RunningPreview): Promise<PreviewAnswer> {
    const { request, open, ready } = running
    if (request.asset.size === 0) return emptyAnswer
    const version = { account: accountKeyOf(open), file: request.asset }
    const cached = await this.ports.cache.findFile(version, 'file')
    if (ready !== null && cached?.name === ready.cacheName) return ready.answer
    if (ready !== null) this.ports.addresses.revoke(ready.servedName)
    if (cached !== null) return this.toShownAnswer(running, cached, true)
    const refusal = this.checkRefusal(running)
    if (refusal !== null) return refusal
    try {
      const loaded = await this.loadAsset(running)
      // The asset was deleted or replaced while loading, so this version cannot be shown.
      if (loaded === null) throw stoppedError()
      return await this.toShownAnswer(running, loaded, false)
    } catch (error) {
      if (error instanceof TooManyBytesError)
        return toWithheldAnswer(request, { guard: 'large', canLoad: !request.anyway })
      if (error instanceof WordbeeError && error.failure.kind === 'throttled') return toNoQuotaAnswer(open)
      throw error
    }
  }

  /** Why the file is not loaded, or null. Makes no call. */
  private checkRefusal({ request, open }: RunningPreview): PreviewAnswer | null {
    const { asset, isRequested, anyway } = request
    const limits = byteLimits[expectedKind(asset.name)]
    const withheld = asset.size === null ? null : withholdBySize(asset.size, limits, anyway)
    if (withheld !== null) return toWithheldAnswer(request, withheld)
    const isAutomatic = !isRequested && !anyway
    if (isAutomatic && (!this.ports.settings().autoPreview || isUnsupportedByName(asset.name)))
      return { state: 'asks', bytes: asset.size }
    return open.client.hasQuota('previews') ? null : toNoQuotaAnswer(open)
  }

  private loadAsset({ request, open, abortController }: RunningPreview): Promise<CachedFile | null> {
    const { asset, anyway, requestId } = request
    const { clock, onProgress } = this.ports
    const limits = byteLimits[expectedKind(asset.name)]
    const isDue = rateLimit(progressIntervalMs, clock)
    return loadFile(this.ports, {
      open,
      asset,
      use: 'preview',
      signal: abortController.signal,
      maxBytes: anyway ? limits.max : limits.automatic,
      onBytes: (received) => {
        if (isDue()) onProgress({ requestId, received, total: asset.size })
      },
    })
  }

  private async toShownAnswer(
    running: RunningPreview,
    file: CachedFile,
    isCached: boolean,
  ): Promise<PreviewAnswer> {
    const { request } = running
    const found = await this.ports.inspector.inspectCached(file, {
      anyway: request.anyway,
      locale: request.asset.locale,
      encoding: await this.chosenEncoding(running),
    })
    if (this.running !== running) throw stoppedError()
    const mediaType = withoutParameters(found.type)
    if (found.kind === 'held') {
      const { guard, canLoad, width, height } = found
      return { state: 'held', guard, canLoad, width, height, mediaType, bytes: file.size }
    }
    return { state: 'shown', content: this.toContent(found, file), mediaType, bytes: file.size, isCached }
  }

  private async chosenEncoding({ request, open }: RunningPreview): Promise<TextEncoding | null> {
    const encodingChoices = this.ports.encodingChoices()
    const version = { account: accountKeyOf(open), file: request.asset }
    if (request.encoding !== undefined)
      await encodingChoices.choose(version, request.encoding === 'automatic' ? null : request.encoding)
    return encodingChoices.findChoice(version)
  }

  private toContent(found: InspectedFile, file: CachedFile): PreviewContent {
    switch (found.kind) {
      case 'image': {
        const { width, height } = found
        return { kind: 'image', address: this.registerAddress(found.type, file, false), width, height }
      }
      case 'vector': {
        const { width, height } = found
        return { kind: 'vector', address: this.registerAddress(found.type, file, true), width, height }
      }
      case 'pdf':
        return { kind: 'pdf', address: this.registerAddress(found.type, file, true) }
      case 'video':
      case 'audio':
        return { kind: found.kind, address: this.registerAddress(found.type, file, false) }
      case 'text': {
        const { text, form, encoding, encodingBasis, isWhole } = found
        return { kind: 'text', text, form, encoding, encodingBasis, isWhole }
      }
      case 'none':
        return { kind: 'none', format: found.format }
    }
  }

  private registerAddress(type: string, { name, size }: CachedFile, isForViewer: boolean): string {
    const { addresses, addressOf } = this.ports
    return addressOf(addresses.register({ name, size, type }), isForViewer)
  }
}

const previewStopped = fail({ kind: 'stopped', retry: 'no' })

/** An empty file is shown as an empty text, without a call. */
const emptyAnswer: PreviewAnswer = {
  state: 'shown',
  mediaType: 'text/plain',
  bytes: 0,
  isCached: true,
  content: {
    kind: 'text',
    text: '',
    form: 'plain',
    encoding: 'utf-8',
    encodingBasis: 'certain',
    isWhole: true,
  },
}

function toWithheldAnswer({ asset }: PreviewRequest, { guard, canLoad }: Withheld): PreviewAnswer {
  return { state: 'held', guard, canLoad, mediaType: null, bytes: asset.size, width: null, height: null }
}

function toNoQuotaAnswer({ client }: OpenConnection): PreviewAnswer {
  return { state: 'no-room', until: client.quotaFreeAt('previews') }
}

/** The media type without parameters such as `charset`. */
function withoutParameters(type: string | null): string | null {
  return type?.split(';')[0] ?? null
}

function isDiskError(error: unknown): boolean {
  return error instanceof Error && 'code' in error
}
