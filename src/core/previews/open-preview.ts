import type { SelectedAsset } from '../../shared/deletion'
import type { PreviewAnswer, PreviewContent, PreviewProgress } from '../../shared/preview'
import { fail, succeed, type Result } from '../../shared/result'
import type { Settings } from '../../shared/settings'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { CachedFile } from '../ports'
import { stoppedError } from '../wordbee/budget/permit-queue'
import { toFailure, WordbeeError } from '../wordbee/wordbee-error'
import type { PreviewAddresses } from './preview-addresses'
import { TooManyBytesError } from './limit-stream'
import type { EncodingsPort } from './decode-text'
import { inspectFile, type InspectedFile } from './inspect'
import type { PreviewCache } from './preview-cache'
import { byteLimits, withholdBySize, expectedKind, isUnsupportedByName, type Withheld } from './limits'
import { loadFile, type LoadFilePorts } from './load-file'
import { readable } from './readable-file'
import { PreviewPreloader, type PreloadedPreview } from './preview-preloader'

export interface PreviewRequest {
  readonly requestId: string
  readonly asset: SelectedAsset
  /** The user asked for this very file. */
  readonly isRequested: boolean
  /** Also what a guard held. */
  readonly anyway: boolean
}

export interface PreviewOpenerPorts extends LoadFilePorts {
  readonly cache: Pick<PreviewCache, 'findFile' | 'readFile' | 'saveFile'>
  readonly connection: () => OpenConnection | null
  /** Keeps the session of a connection until the answer is called. */
  readonly acquire: (open: OpenConnection) => () => void
  readonly addresses: Pick<PreviewAddresses, 'register' | 'revoke' | 'revokeAll'>
  /** The address of a name: what the viewer frame reads has one on the frame's own origin. */
  readonly addressOf: (name: string, isForViewer: boolean) => string
  readonly encodings: EncodingsPort
  readonly settings: () => Pick<Settings, 'autoPreview'>
  readonly onProgress: (progress: PreviewProgress) => void
}

/** How often progress is told, milliseconds. */
const progressIntervalMs = 100

interface RunningPreview {
  readonly request: PreviewRequest
  readonly open: OpenConnection
  readonly abortController: AbortController
  /** What was ready when it was asked for: of this file, or of another. */
  readonly ready: PreloadedPreview | null
}

/** Opens one file for looking at it: one at a time, each next one ends the one before. */
export class PreviewOpener {
  private running: RunningPreview | null = null
  private readonly ready: PreviewPreloader

  constructor(private readonly ports: PreviewOpenerPorts) {
    this.ready = new PreviewPreloader(ports)
  }

  /** Failures: `not-connected`, `stopped` (closed, or by a later one), `storage-failed`, and those of a download. */
  async openPreview(request: PreviewRequest): Promise<Result<PreviewAnswer>> {
    const open = this.ports.connection()
    const ready = this.ready.takePreloaded()
    this.stopRunning(ready?.servedName ?? null)
    if (open === null) return fail({ kind: 'not-connected', retry: 'no' })
    const running = { request, open, abortController: new AbortController(), ready }
    this.running = running
    const release = this.ports.acquire(open)
    try {
      const answer = await this.findAnswer(running)
      return this.running === running ? succeed(answer) : previewStopped
    } catch (error) {
      if (this.running !== running) return previewStopped
      if (error instanceof WordbeeError) return fail(toFailure(error))
      if (isDiskError(error)) return fail({ kind: 'storage-failed', retry: 'now' })
      throw error
    } finally {
      release()
    }
  }

  /** The picture of the file that will probably be opened next, if it is kept; null if it isn't. Never rejects. */
  async preparePreview(asset: SelectedAsset): Promise<PreviewAnswer | null> {
    const open = this.ports.connection()
    return open === null ? null : this.ready.preload(open, asset)
  }

  /** What is ready beside it stays: whoever steps on closes the file before. */
  closePreview(requestId: string): void {
    if (this.running?.request.requestId === requestId) this.stopRunning(this.ready.servedName())
  }

  /** What is loaded ends, and so do its addresses: it was closed, or another connection or page is there. */
  endPreviews(): void {
    this.ready.discard()
    this.stopRunning(null)
  }

  private stopRunning(servedAddress: string | null): void {
    this.running?.abortController.abort()
    this.running = null
    this.ports.addresses.revokeAll(servedAddress)
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
      // Deleted or replaced while it came: there is nothing of this version to show.
      if (loaded === null) throw stoppedError()
      return await this.toShownAnswer(running, loaded, false)
    } catch (error) {
      if (error instanceof TooManyBytesError)
        return toWithheldAnswer(request, { guard: 'large', canLoad: !request.anyway })
      if (error instanceof WordbeeError && error.failure.kind === 'throttled') return toNoQuotaAnswer(open)
      throw error
    }
  }

  /** Why it is not loaded, before any call. */
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
    let reportedAt = Number.NEGATIVE_INFINITY
    return loadFile(this.ports, {
      ...{ open, asset, use: 'preview', signal: abortController.signal },
      maxBytes: anyway ? limits.max : limits.automatic,
      onBytes: (received) => {
        if (clock.elapsed() - reportedAt < progressIntervalMs) return
        reportedAt = clock.elapsed()
        onProgress({ requestId, received, total: asset.size })
      },
    })
  }

  private async toShownAnswer(
    running: RunningPreview,
    file: CachedFile,
    isCached: boolean,
  ): Promise<PreviewAnswer> {
    const { request } = running
    const { encodings, cache } = this.ports
    const found = await inspectFile(readable(cache, file), { encodings, anyway: request.anyway })
    if (this.running !== running) throw stoppedError()
    const mediaType = withoutParameters(found.type)
    if (found.kind === 'held') {
      const { guard, canLoad, width, height } = found
      return { state: 'held', guard, canLoad, width, height, mediaType, bytes: file.size }
    }
    return { state: 'shown', content: this.toContent(found, file), mediaType, bytes: file.size, isCached }
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
        const { text, form, encoding, isWhole } = found
        return { kind: 'text', text, form, encoding, isWhole }
      }
      case 'none':
        return { kind: 'none' }
    }
  }

  private registerAddress(type: string, { name, size }: CachedFile, isForViewer: boolean): string {
    const { addresses, addressOf } = this.ports
    return addressOf(addresses.register({ name, size, type }), isForViewer)
  }
}

const previewStopped = fail({ kind: 'stopped', retry: 'no' })

/** A file without bytes is a text without signs, and no call is worth to find that out. */
const emptyAnswer: PreviewAnswer = {
  ...{ state: 'shown', mediaType: 'text/plain', bytes: 0, isCached: true },
  content: { kind: 'text', text: '', form: 'plain', encoding: 'utf-8', isWhole: true },
}

function toWithheldAnswer({ asset }: PreviewRequest, { guard, canLoad }: Withheld): PreviewAnswer {
  return { state: 'held', guard, canLoad, mediaType: null, bytes: asset.size, width: null, height: null }
}

function toNoQuotaAnswer({ client }: OpenConnection): PreviewAnswer {
  return { state: 'no-room', until: client.quotaFreeAt('previews') }
}

/** Without the parameters that it is served with. */
function withoutParameters(type: string | null): string | null {
  return type?.split(';')[0] ?? null
}

function isDiskError(error: unknown): boolean {
  return error instanceof Error && 'code' in error
}
