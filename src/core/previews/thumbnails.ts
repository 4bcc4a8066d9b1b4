import type { SelectedAsset } from '../../shared/deletion'
import type { FailureKind } from '../../shared/failure'
import { versionKey, type ThumbnailUpdate, type VersionKey } from '../../shared/preview'
import { assetKey } from '../assets/asset-key'
import type { CachedFile, Clock, RandomSource } from '../ports'
import { toFailure } from '../wordbee/wordbee-error'
import type { PreviewCache } from './preview-cache'
import type { FileVersion } from './cache-file-name'
import { isThumbnail } from './is-thumbnail'

/** The account whose files are shown, and how a file of it is got. */
export interface ThumbnailSource {
  readonly account: string
  /** Whether a call for a thumbnail would be sent at once. */
  readonly hasQuota: () => boolean
  /** One call of the API: the file as it comes into the cache; null where it is too large, or gone meanwhile. Throws `WordbeeError`. */
  readonly loadFile: (version: FileVersion, signal: AbortSignal) => Promise<CachedFile | null>
}

export interface ThumbnailsPorts {
  readonly cache: Pick<PreviewCache, 'findFile' | 'saveFile'>
  /** The account that is open, or null. */
  readonly source: () => ThumbnailSource | null
  /** What the bytes are, where the sandboxed page may draw them. */
  readonly readDrawable: (file: CachedFile) => Promise<Drawable | null>
  /** Has the page draw it; `give` brings what it drew. What it answers ends that the page can read the file. */
  readonly drawThumbnail: (ticket: string, file: CachedFile, drawable: Drawable) => () => void
  /** Where the window finds a thumbnail. */
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
  /** Whether a call may be made for it. */
  readonly canCall: boolean
}

type ThumbnailResult = { readonly address: string } | 'none' | 'skipped'

/** Files at once: one is drawn while the next one comes. */
const maxConcurrent = 2
/** Until a page that does not answer is given up, milliseconds: the window replaces it earlier. */
const drawTimeoutMs = 20_000

/** One file's own fault: the next one may work. Anything else would happen to all of them. */
const fileFailures: readonly FailureKind[] = [
  'answer-cut',
  'server-refused',
  'answer-unexpected',
  'redirected',
]

/**
 * Small pictures of files, made once and kept: of what is kept already without a call, of other files only where they are
 * asked for, one call each, and none while the budget has no room for it (docs/rules.md#p8).
 */
export class Thumbnails {
  private queue: ThumbnailRequest[] = []
  private readonly active = new Map<VersionKey, ThumbnailRequest>()
  private readonly withoutPicture = new Set<VersionKey>()
  private readonly drawings = new Map<string, (picture: Uint8Array | null) => void>()
  private stopped: ThumbnailUpdate['stopped'] = null
  private abortController = new AbortController()

  constructor(private readonly ports: ThumbnailsPorts) {}

  /** What is kept of these; what can be drawn of kept files is begun. No call is made. */
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
    return { ready, none, pending: this.pending(), stopped: this.stopped }
  }

  /** Makes these, and of what was asked for before only what has begun: only what is seen is worth a call. */
  loadThumbnails(assets: readonly SelectedAsset[]): void {
    const source = this.ports.source()
    if (source === null) return
    this.stopped = null
    this.queue = []
    for (const asset of assets) this.enqueue(toRequest(asset, source.account, true))
    this.startNext()
    this.emit({})
  }

  /** What waits is forgotten, and what is on its way is ended. */
  stopLoading(): void {
    this.queue = []
    this.abortController.abort()
    this.abortController = new AbortController()
    this.stopped = null
    this.emit({})
  }

  /** Another account: nothing of the one before is made any more, and its files are looked at anew. */
  connectionChanged(): void {
    this.withoutPicture.clear()
    this.stopLoading()
  }

  /** What the page drew, or null. Unknown tickets are ignored. */
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
      none: result === 'none' ? [version] : [],
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
    draw: () => Promise<Uint8Array | 'late' | null>,
  ): Promise<ThumbnailResult> {
    const picture = await draw()
    if (picture === 'late') return 'skipped'
    if (picture === null || !isThumbnail(picture)) return 'none'
    const thumbnail = await this.ports.cache.saveFile(request.file, 'thumb', {
      chunks: toStream(picture),
      sourceName: file.name,
    })
    // Deleted or replaced meanwhile.
    return thumbnail === null ? 'skipped' : { address: this.ports.addressOf(thumbnail) }
  }

  private async drawFile(
    file: CachedFile,
    drawable: Drawable,
    signal: AbortSignal,
  ): Promise<Uint8Array | 'late' | null> {
    const ticket = this.ports.random.id()
    const finished = new AbortController()
    const finish = (): void => finished.abort()
    signal.addEventListener('abort', finish)
    let endDrawing: () => void = () => undefined
    try {
      const given = new Promise<Uint8Array | null>((resolve) => this.drawings.set(ticket, resolve))
      const late = this.ports.clock.sleep(drawTimeoutMs, finished.signal).then(() => 'late' as const)
      endDrawing = this.ports.drawThumbnail(ticket, file, drawable)
      return await Promise.race([given, late])
    } finally {
      endDrawing()
      this.drawings.delete(ticket)
      signal.removeEventListener('abort', finish)
      finish()
    }
  }

  private toResult(error: unknown, signal: AbortSignal): ThumbnailResult {
    const { kind } = toFailure(error)
    if (signal.aborted || kind === 'stopped') return 'skipped'
    if (fileFailures.includes(kind)) return 'none'
    // Another call may have taken the room since it was looked at.
    this.stopQueue(kind === 'throttled' ? 'no-room' : 'failed')
    return 'skipped'
  }

  private stopQueue(why: 'no-room' | 'failed'): void {
    this.stopped = why
    this.queue = this.queue.filter(({ canCall }) => !canCall)
  }

  private pending(): readonly VersionKey[] {
    return [...this.active.keys(), ...this.queue.map(({ version }) => version)]
  }

  private emit(change: Partial<Pick<ThumbnailUpdate, 'ready' | 'none'>>): void {
    this.ports.onEvent({ ready: [], none: [], ...change, pending: this.pending(), stopped: this.stopped })
  }
}

function toRequest(file: SelectedAsset, account: string, canCall: boolean): ThumbnailRequest {
  return { version: versionKey({ ...file, key: assetKey(file) }), file: { account, file }, canCall }
}

async function* toStream(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes)
}
