import type { SelectedAsset } from '../../shared/deletion'
import type { FailureKind } from '../../shared/failure'
import { versionKey, type ThumbnailNews, type VersionKey } from '../../shared/preview'
import { assetKey } from '../assets/asset-key'
import type { CachedFile, Clock, RandomSource } from '../ports'
import { toFailure } from '../wordbee/wordbee-error'
import type { KeptFiles } from './kept-files'
import type { FileVersion } from './kept-name'
import { isThumbnail } from './thumbnail-picture'

/** The account whose files are shown, and how a file of it is got. */
export interface ThumbnailSource {
  readonly account: string
  /** Whether a call for a thumbnail would be sent at once. */
  readonly hasRoom: () => boolean
  /** One call of the API: the file as it comes into the cache; null where it is too large, or gone meanwhile. Throws `WordbeeError`. */
  readonly load: (version: FileVersion, signal: AbortSignal) => Promise<CachedFile | null>
}

export interface ThumbnailsPorts {
  readonly kept: Pick<KeptFiles, 'find' | 'keep'>
  /** The account that is open, or null. */
  readonly source: () => ThumbnailSource | null
  /** What the bytes are, where the sandboxed page may draw them. */
  readonly readDrawable: (file: CachedFile) => Promise<Drawable | null>
  /** Has the page draw it; `give` brings what it drew. What it answers ends that the page can read the file. */
  readonly draw: (ticket: string, file: CachedFile, what: Drawable) => () => void
  /** Where the window finds a thumbnail. */
  readonly addressOf: (thumbnail: CachedFile) => string
  readonly onNews: (news: ThumbnailNews) => void
  readonly clock: Pick<Clock, 'sleep'>
  readonly random: Pick<RandomSource, 'id'>
}

export interface Drawable {
  readonly kind: 'image' | 'vector'
  /** MIME type. */
  readonly type: string
}

interface Wish {
  readonly version: VersionKey
  readonly file: FileVersion
  /** Whether a call may be made for it. */
  readonly mayCall: boolean
}

type Made = { readonly address: string } | 'none' | 'skipped'

/** Files at once: one is drawn while the next one comes. */
const atOnce = 2
/** Until a page that does not answer is given up, milliseconds: the window replaces it earlier. */
const drawingMs = 20_000

/** One file's own fault: the next one may work. Anything else would happen to all of them. */
const ownFaults: readonly FailureKind[] = ['answer-cut', 'server-refused', 'answer-unexpected', 'redirected']

/**
 * Small pictures of files, made once and kept: of what is kept already without a call, of other files only where they are
 * asked for, one call each, and none while the budget has no room for it (docs/rules.md#p8).
 */
export class Thumbnails {
  private queue: Wish[] = []
  private readonly active = new Map<VersionKey, Wish>()
  private readonly none = new Set<VersionKey>()
  private readonly drawings = new Map<string, (picture: Uint8Array | null) => void>()
  private stopped: ThumbnailNews['stopped'] = null
  private work = new AbortController()

  constructor(private readonly ports: ThumbnailsPorts) {}

  /** What is kept of these; what can be drawn of kept files is begun. No call is made. */
  async find(assets: readonly SelectedAsset[]): Promise<ThumbnailNews> {
    const source = this.ports.source()
    const ready: { version: VersionKey; address: string }[] = []
    const none: VersionKey[] = []
    for (const asset of source === null ? [] : assets) {
      const wish = wishOf(asset, source?.account ?? '', false)
      const thumbnail = await this.ports.kept.find(wish.file, 'thumb')
      if (thumbnail !== null) ready.push({ version: wish.version, address: this.ports.addressOf(thumbnail) })
      else if (this.none.has(wish.version)) none.push(wish.version)
      else if (await this.isKept(wish)) this.add(wish)
    }
    if (this.stopped === 'no-room' && source?.hasRoom() === true) this.stopped = null
    this.pump()
    return { ready, none, pending: this.pending(), stopped: this.stopped }
  }

  /** Makes these, and of what was asked for before only what has begun: only what is seen is worth a call. */
  load(assets: readonly SelectedAsset[]): void {
    const source = this.ports.source()
    if (source === null) return
    this.stopped = null
    this.queue = []
    for (const asset of assets) this.add(wishOf(asset, source.account, true))
    this.pump()
    this.tell({})
  }

  /** What waits is forgotten, and what is on its way is ended. */
  stop(): void {
    this.queue = []
    this.work.abort()
    this.work = new AbortController()
    this.stopped = null
    this.tell({})
  }

  /** Another account: nothing of the one before is made any more, and its files are looked at anew. */
  connectionChanged(): void {
    this.none.clear()
    this.stop()
  }

  /** What the page drew, or null. Unknown tickets are ignored. */
  give(ticket: string, picture: Uint8Array | null): void {
    this.drawings.get(ticket)?.(picture)
  }

  private add(wish: Wish): void {
    const isWaiting = this.queue.some(({ version }) => version === wish.version)
    if (!isWaiting && !this.active.has(wish.version) && !this.none.has(wish.version)) this.queue.push(wish)
  }

  private async isKept({ file }: Wish): Promise<boolean> {
    return (await this.ports.kept.find(file, 'file')) !== null
  }

  private pump(): void {
    while (this.active.size < atOnce) {
      const wish = this.queue.shift()
      if (wish === undefined) return
      this.active.set(wish.version, wish)
      void this.make(wish, this.work.signal).then((made) => {
        this.active.delete(wish.version)
        this.note(wish, made)
        this.pump()
      })
    }
  }

  private note({ version }: Wish, made: Made): void {
    if (made === 'none') this.none.add(version)
    this.tell({
      ready: made === 'none' || made === 'skipped' ? [] : [{ version, address: made.address }],
      none: made === 'none' ? [version] : [],
    })
  }

  /** Never rejects. */
  private async make(wish: Wish, signal: AbortSignal): Promise<Made> {
    try {
      const { kept } = this.ports
      const thumbnail = await kept.find(wish.file, 'thumb')
      if (thumbnail !== null) return { address: this.ports.addressOf(thumbnail) }
      const file = (await kept.find(wish.file, 'file')) ?? (await this.fetch(wish, signal))
      if (file === 'skipped' || signal.aborted) return 'skipped'
      const what = file === null ? null : await this.ports.readDrawable(file)
      return file === null || what === null
        ? 'none'
        : await this.drawn(wish, file, () => this.draw(file, what, signal))
    } catch (error) {
      return this.judge(error, signal)
    }
  }

  private async fetch(wish: Wish, signal: AbortSignal): Promise<CachedFile | 'skipped' | null> {
    const source = this.ports.source()
    if (!wish.mayCall || source === null || source.account !== wish.file.account) return 'skipped'
    if (!source.hasRoom()) {
      this.giveUp('no-room')
      return 'skipped'
    }
    return source.load(wish.file, signal)
  }

  private async drawn(
    wish: Wish,
    file: CachedFile,
    draw: () => Promise<Uint8Array | 'late' | null>,
  ): Promise<Made> {
    const picture = await draw()
    if (picture === 'late') return 'skipped'
    if (picture === null || !isThumbnail(picture)) return 'none'
    const thumbnail = await this.ports.kept.keep(wish.file, 'thumb', {
      chunks: once(picture),
      from: file.name,
    })
    // Deleted or replaced meanwhile.
    return thumbnail === null ? 'skipped' : { address: this.ports.addressOf(thumbnail) }
  }

  private async draw(
    file: CachedFile,
    what: Drawable,
    signal: AbortSignal,
  ): Promise<Uint8Array | 'late' | null> {
    const ticket = this.ports.random.id()
    const over = new AbortController()
    const end = (): void => over.abort()
    signal.addEventListener('abort', end)
    let hide: () => void = () => undefined
    try {
      const given = new Promise<Uint8Array | null>((resolve) => this.drawings.set(ticket, resolve))
      const late = this.ports.clock.sleep(drawingMs, over.signal).then(() => 'late' as const)
      hide = this.ports.draw(ticket, file, what)
      return await Promise.race([given, late])
    } finally {
      hide()
      this.drawings.delete(ticket)
      signal.removeEventListener('abort', end)
      end()
    }
  }

  private judge(error: unknown, signal: AbortSignal): Made {
    const { kind } = toFailure(error)
    if (signal.aborted || kind === 'stopped') return 'skipped'
    if (ownFaults.includes(kind)) return 'none'
    // Another call may have taken the room since it was looked at.
    this.giveUp(kind === 'throttled' ? 'no-room' : 'failed')
    return 'skipped'
  }

  private giveUp(why: 'no-room' | 'failed'): void {
    this.stopped = why
    this.queue = this.queue.filter(({ mayCall }) => !mayCall)
  }

  private pending(): readonly VersionKey[] {
    return [...this.active.keys(), ...this.queue.map(({ version }) => version)]
  }

  private tell(news: Partial<Pick<ThumbnailNews, 'ready' | 'none'>>): void {
    this.ports.onNews({ ready: [], none: [], ...news, pending: this.pending(), stopped: this.stopped })
  }
}

function wishOf(file: SelectedAsset, account: string, mayCall: boolean): Wish {
  return { version: versionKey({ ...file, key: assetKey(file) }), file: { account, file }, mayCall }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes)
}
