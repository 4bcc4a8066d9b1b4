import type { SelectedAsset } from '../../shared/deletion'
import type { FailureKind } from '../../shared/failure'
import { versionKey, type ThumbnailUpdate, type VersionKey } from '../../shared/preview'
import { assetKey } from '../assets/asset-key'
import type { CachedFile, Clock, RandomSource } from '../ports'
import { toFailure } from '../wordbee/wordbee-error'
import type { PreviewCache } from './preview-cache'
import type { FileVersion } from './cache-file-name'
import { isThumbnail } from './is-thumbnail'

/** The account whose files are shown, and how to load a file from it. */
export interface ThumbnailSource {
  readonly account: string
  /** Whether a call for a thumbnail would be sent immediately. */
  readonly hasQuota: () => boolean
  /** Downloads a file into the cache, with one call; null if it is too large or was deleted. Throws `WordbeeError`. */
  readonly loadFile: (version: FileVersion, signal: AbortSignal) => Promise<CachedFile | null>
}

export interface ThumbnailsPorts {
  readonly cache: Pick<PreviewCache, 'findFile' | 'saveFile'>
  /** The open account, or null. */
  readonly source: () => ThumbnailSource | null
  /** Detects the type; null if the sandboxed page cannot draw the file. */
  readonly readDrawable: (file: CachedFile) => Promise<Drawable | null>
  /** Lets the page draw it, which answers via `receiveDrawing`. The result revokes the page's access to the file. */
  readonly drawThumbnail: (ticket: string, file: CachedFile, drawable: Drawable) => () => void
  /** The address of a thumbnail for the window. */
  readonly addressOf: (thumbnail: CachedFile) => string
  readonly onEvent: (change: ThumbnailUpdate) => void
  readonly clock: Pick<Clock, 'sleep'>
  readonly random: Pick<RandomSource, 'id'>
}

export interface Drawable {
  readonly kind: 'image' | 'vector'
  /** MIME type. */
  readonly type: string
}

interface ThumbnailRequest {
  readonly version: VersionKey
  readonly file: FileVersion
  /** Whether loading the file may cost a call. */
  readonly canCall: boolean
}

type ThumbnailResult = { readonly address: string } | 'none' | 'skipped'

/** Files at once: one is drawn while the next one loads. */
const maxConcurrent = 2
/** Timeout for a page that does not respond, in milliseconds; the window replaces the page earlier. */
const drawTimeoutMs = 20_000

/** Failures of a single file. Any other failure would affect all files. */
const fileFailures: readonly FailureKind[] = [
  'answer-cut',
  'answer-encoded',
  'server-refused',
  'answer-unexpected',
  'redirected',
]

/**
 * Makes and caches thumbnails. Cached files cost no call. Other files are loaded only on request, with one call each, and
 * only within the quota (docs/rules.md#p8).
 */
export class Thumbnails {
  private queue: ThumbnailRequest[] = []
  private readonly active = new Map<VersionKey, ThumbnailRequest>()
  private readonly withoutPicture = new Set<VersionKey>()
  private readonly drawings = new Map<string, (picture: Uint8Array | null) => void>()
  private stopped: ThumbnailUpdate['stopped'] = null
  private abortController = new AbortController()

  constructor(private readonly ports: ThumbnailsPorts) {}

  /** Returns cached thumbnails, and starts drawing those whose files are cached. Makes no call. */
  async findThumbnails(assets: readonly SelectedAsset[]): Promise<ThumbnailUpdate> {
    const source = this.ports.source()
    const ready: { version: VersionKey; address: string }[] = []
    const none: VersionKey[] = []
    for (const asset of source === null ? [] : assets) {
      const request = toRequest(asset, source?.account ?? '', false)
      const thumbnail = await this.ports.cache.findFile(request.file, 'thumb')
      if (thumbnail !== null)
        ready.push({ version: request.version, address: this.ports.addressOf(thumbnail) })
      else if (this.withoutPicture.has(request.version)) none.push(request.version)
      else if (await this.isCached(request)) this.enqueue(request)
    }
    if (this.stopped === 'no-room' && source?.hasQuota() === true) this.stopped = null
    this.startNext()
    return { ready, withoutPicture: none, pending: this.pending(), stopped: this.stopped }
  }

  /** Replaces the queue with these visible files, but lets thumbnails in progress finish. */
  loadThumbnails(assets: readonly SelectedAsset[]): void {
    const source = this.ports.source()
    if (source === null) return
    this.stopped = null
    this.queue = []
    for (const asset of assets) this.enqueue(toRequest(asset, source.account, true))
    this.startNext()
    this.emit({})
  }

  /** Clears the queue and aborts running downloads. */
  stopLoading(): void {
    this.queue = []
    this.abortController.abort()
    this.abortController = new AbortController()
    this.stopped = null
    this.emit({})
  }

  /** Stops work for the previous account, and lets files without a picture be tried again. */
  connectionChanged(): void {
    this.withoutPicture.clear()
    this.stopLoading()
  }

  /** Accepts what the page drew; null if it could not. Unknown tickets are ignored. */
  receiveDrawing(ticket: string, picture: Uint8Array | null): void {
    this.drawings.get(ticket)?.(picture)
  }

  private enqueue(request: ThumbnailRequest): void {
    const isWaiting = this.queue.some(({ version }) => version === request.version)
    if (!isWaiting && !this.active.has(request.version) && !this.withoutPicture.has(request.version))
      this.queue.push(request)
  }

  private async isCached({ file }: ThumbnailRequest): Promise<boolean> {
    return (await this.ports.cache.findFile(file, 'file')) !== null
  }

  private startNext(): void {
    while (this.active.size < maxConcurrent) {
      const request = this.queue.shift()
      if (request === undefined) return
      this.active.set(request.version, request)
      void this.makeThumbnail(request, this.abortController.signal).then((result) => {
        this.active.delete(request.version)
        this.recordResult(request, result)
        this.startNext()
      })
    }
  }

  private recordResult({ version }: ThumbnailRequest, result: ThumbnailResult): void {
    if (result === 'none') this.withoutPicture.add(version)
    this.emit({
      ready: result === 'none' || result === 'skipped' ? [] : [{ version, address: result.address }],
      withoutPicture: result === 'none' ? [version] : [],
    })
  }

  /** Never rejects. */
  private async makeThumbnail(request: ThumbnailRequest, signal: AbortSignal): Promise<ThumbnailResult> {
    try {
      const { cache } = this.ports
      const thumbnail = await cache.findFile(request.file, 'thumb')
      if (thumbnail !== null) return { address: this.ports.addressOf(thumbnail) }
      const file = (await cache.findFile(request.file, 'file')) ?? (await this.fetchFile(request, signal))
      if (file === 'skipped' || signal.aborted) return 'skipped'
      const drawable = file === null ? null : await this.ports.readDrawable(file)
      return file === null || drawable === null
        ? 'none'
        : await this.saveDrawing(request, file, () => this.drawFile(file, drawable, signal))
    } catch (error) {
      return this.toResult(error, signal)
    }
  }

  private async fetchFile(
    request: ThumbnailRequest,
    signal: AbortSignal,
  ): Promise<CachedFile | 'skipped' | null> {
    const source = this.ports.source()
    if (!request.canCall || source === null || source.account !== request.file.account) return 'skipped'
    if (!source.hasQuota()) {
      this.stopQueue('no-room')
      return 'skipped'
    }
    return source.loadFile(request.file, signal)
  }

  private async saveDrawing(
    request: ThumbnailRequest,
    file: CachedFile,
    draw: () => Promise<Uint8Array | 'timeout' | null>,
  ): Promise<ThumbnailResult> {
    const picture = await draw()
    if (picture === 'timeout') return 'skipped'
    if (picture === null || !isThumbnail(picture)) return 'none'
    const thumbnail = await this.ports.cache.saveFile(request.file, 'thumb', {
      chunks: toStream(picture),
      sourceName: file.name,
    })
    // The asset was deleted or replaced during drawing.
    return thumbnail === null ? 'skipped' : { address: this.ports.addressOf(thumbnail) }
  }

  private async drawFile(
    file: CachedFile,
    drawable: Drawable,
    signal: AbortSignal,
  ): Promise<Uint8Array | 'timeout' | null> {
    const ticket = this.ports.random.id()
    const drawingDone = new AbortController()
    const finish = (): void => drawingDone.abort()
    signal.addEventListener('abort', finish)
    let revokeAccess: () => void = () => undefined
    try {
      const drawn = new Promise<Uint8Array | null>((resolve) => this.drawings.set(ticket, resolve))
      const timeout = this.ports.clock.sleep(drawTimeoutMs, drawingDone.signal).then(() => 'timeout' as const)
      revokeAccess = this.ports.drawThumbnail(ticket, file, drawable)
      return await Promise.race([drawn, timeout])
    } finally {
      revokeAccess()
      this.drawings.delete(ticket)
      signal.removeEventListener('abort', finish)
      finish()
    }
  }

  private toResult(error: unknown, signal: AbortSignal): ThumbnailResult {
    const { kind } = toFailure(error)
    if (signal.aborted || kind === 'stopped') return 'skipped'
    if (fileFailures.includes(kind)) return 'none'
    // Another call may have used the quota since `hasQuota` was checked.
    this.stopQueue(kind === 'throttled' ? 'no-room' : 'failed')
    return 'skipped'
  }

  private stopQueue(reason: 'no-room' | 'failed'): void {
    this.stopped = reason
    this.queue = this.queue.filter(({ canCall }) => !canCall)
  }

  private pending(): readonly VersionKey[] {
    return [...this.active.keys(), ...this.queue.map(({ version }) => version)]
  }

  private emit(change: Partial<Pick<ThumbnailUpdate, 'ready' | 'withoutPicture'>>): void {
    this.ports.onEvent({
      ready: [],
      withoutPicture: [],
      ...change,
      pending: this.pending(),
      stopped: this.stopped,
    })
  }
}

function toRequest(file: SelectedAsset, account: string, canCall: boolean): ThumbnailRequest {
  return { version: versionKey({ ...file, key: assetKey(file) }), file: { account, file }, canCall }
}

async function* toStream(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes)
}
