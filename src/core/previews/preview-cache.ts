import type { PartSize } from '../../shared/account-data'
import type { SegmentsRefresh } from '../../shared/deletion'
import type { PreviewCacheFacts } from '../../shared/preview'
import { LazyValue } from '../lib/lazy-value'
import { SerialQueue } from '../lib/serial-queue'
import type { ByteRange, CachedFile, CacheFilesPort, Clock, HashPort } from '../ports'
import { nextUse } from '../trusted-time/next-use'
import {
  accountPart,
  hasKnownVersion,
  toCacheFileName,
  parseCacheFileName,
  versionPart,
  type FileVersion,
  type CacheFileName,
  type CacheUse,
} from './cache-file-name'

export interface PreviewCachePorts {
  /** A folder that contains only cache files. */
  readonly files: CacheFilesPort
  readonly hash: HashPort
  readonly clock: Pick<Clock, 'now'>
  /** Maximum bytes of the whole cache; read each time because it is a setting. */
  readonly limit: () => number
}

type CacheEntry = CachedFile & CacheFileName

interface NewCacheFile {
  readonly chunks: AsyncIterable<Uint8Array>
  readonly accept?: (size: number) => boolean
  /** The cached file that a thumbnail was drawn from. If it is no longer cached, the asset was deleted. */
  readonly sourceName?: string
}

interface PendingWrite {
  readonly parts: CacheFileName
  /** The asset was verified as deleted or replaced, or the cache was cleared, during the write. */
  isDiscarded: boolean
}

/**
 * Local cache of previewed files and thumbnails, keyed by identity, size and date. Files that are verified as deleted or
 * replaced are removed immediately, even during a write (docs/rules.md#p9). Everything in it can be downloaded again.
 */
export class PreviewCache {
  private entries = new Map<string, CacheEntry>()
  private readonly loaded = new LazyValue(() => this.readFolder())
  private latestUse = Number.NEGATIVE_INFINITY
  private readonly writing = new Map<
    string,
    { readonly writing: PendingWrite; readonly done: Promise<CachedFile | null> }
  >()
  private readonly queue = new SerialQueue()

  constructor(private readonly ports: PreviewCachePorts) {}

  /** The cached file of this version, or null. Never rejects: an unreadable folder counts as empty. */
  async findFile(version: FileVersion, use: CacheUse): Promise<CachedFile | null> {
    await this.loaded.get()
    const entry = this.entries.get(toCacheFileName(this.ports.hash, version, use))
    if (entry === undefined) return null
    const usedAt = this.nextUse()
    this.entries.set(entry.name, { ...entry, usedAt })
    this.recordUse(entry.name, usedAt)
    return { name: entry.name, size: entry.size, usedAt }
  }

  /** Throws disk errors, and then forgets the file. */
  async *readFile(name: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
    try {
      yield* this.ports.files.read(name, range)
    } catch (error) {
      this.entries.delete(name)
      throw error
    }
  }

  /** Whether this version is cached, without checking the disk: for estimating costs. `findFile` checks. */
  isCached(version: FileVersion, use: CacheUse): boolean {
    return this.entries.has(toCacheFileName(this.ports.hash, version, use))
  }

  hasFile(name: string): boolean {
    return this.entries.has(name)
  }

  /**
   * Streams bytes into the cache. Null if they were not accepted, or if their asset was deleted during the write. Throws
   * errors of the stream and the disk, and then leaves nothing behind.
   */
  async saveFile(version: FileVersion, use: CacheUse, bytes: NewCacheFile): Promise<CachedFile | null> {
    await this.loaded.get()
    const name = toCacheFileName(this.ports.hash, version, use)
    const parts = parseCacheFileName(name)
    const pending = this.writing.get(name)
    if (pending !== undefined) return pending.done
    if (parts === null || this.entries.has(name)) return this.findFile(version, use)
    if (bytes.sourceName !== undefined && !this.entries.has(bytes.sourceName)) return null
    const writing = { parts, isDiscarded: false }
    const done = this.writeFile(name, writing, bytes).finally(() => this.writing.delete(name))
    this.writing.set(name, { writing, done })
    return done
  }

  /** Removes what a complete listing of these segments no longer contains in the same version. Never rejects. */
  async applyListing(
    account: string,
    { segmentIds, assets }: Omit<SegmentsRefresh, 'context'>,
  ): Promise<void> {
    await this.loaded.get()
    const { hash } = this.ports
    const owner = accountPart(hash, account)
    const cachedSegments = this.segmentIdsOf(owner)
    const touchedSegments = new Set(segmentIds.filter((id) => cachedSegments.has(id)))
    if (touchedSegments.size === 0) return
    const listedVersions = new Set<string>()
    for (const asset of assets) {
      if (touchedSegments.has(asset.segmentId)) listedVersions.add(versionPart(hash, account, asset))
    }
    await this.removeMatching(
      (parts) =>
        parts.account === owner &&
        touchedSegments.has(parts.segmentId) &&
        (!hasKnownVersion(parts) || !listedVersions.has(parts.version)),
    )
  }

  /** Previews and thumbnails of an account, as they are on disk. Rejects with the disk error. */
  async measureAccount(account: string): Promise<PartSize> {
    const part = accountPart(this.ports.hash, account)
    const files = (await this.ports.files.list()).filter(
      ({ name }) => parseCacheFileName(name)?.account === part,
    )
    return { items: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) }
  }

  /** Never rejects. Files that the system keeps open remain, and `measureAccount` still counts them. */
  async forgetAccount(account: string): Promise<void> {
    await this.loaded.get()
    const part = accountPart(this.ports.hash, account)
    await this.removeMatching((name) => name.account === part)
    const pending = [...this.writing.values()].filter(({ writing }) => writing.parts.account === part)
    await Promise.allSettled(pending.map(({ done }) => done))
  }

  /** Never rejects. Files that the system keeps open remain, and `getFacts` still counts them. */
  async clearFiles(): Promise<void> {
    await this.loaded.get()
    await this.removeMatching(() => true)
  }

  async getFacts(): Promise<PreviewCacheFacts> {
    await this.loaded.get()
    return { files: this.entries.size, bytes: this.totalBytes() }
  }

  /** Settles once all work that was started before is done. */
  async whenSettled(): Promise<void> {
    await Promise.allSettled([...this.writing.values()].map(({ done }) => done))
    await this.queue.whenIdle()
  }

  /** Evicts entries until the cache fits its limit. Never rejects. */
  trimToLimit(): Promise<void> {
    return this.queue.run(async () => {
      let bytes = this.totalBytes()
      const limit = this.ports.limit()
      for (const { name, size } of this.inEvictionOrder()) {
        if (bytes <= limit) return
        await this.removeFile(name)
        bytes -= size
      }
    })
  }

  private async writeFile(
    name: string,
    writing: PendingWrite,
    { chunks, accept = () => true }: NewCacheFile,
  ): Promise<CachedFile | null> {
    const verdict = { isAccepted: false }
    const written = await this.ports.files.write(name, chunks, ({ size }) => {
      verdict.isAccepted = !writing.isDiscarded && accept(size)
      return verdict.isAccepted
    })
    if (!verdict.isAccepted) return null
    if (writing.isDiscarded) {
      await this.ports.files.remove(name)
      return null
    }
    const file: CachedFile = { name, size: written.size, usedAt: this.nextUse() }
    this.entries.set(name, { ...writing.parts, ...file })
    this.recordUse(name, file.usedAt)
    void this.trimToLimit()
    return file
  }

  private async removeMatching(which: (parts: CacheFileName) => boolean): Promise<void> {
    for (const { writing } of this.writing.values()) if (which(writing.parts)) writing.isDiscarded = true
    const names = [...this.entries.values()].filter(which).map(({ name }) => name)
    await this.queue.run(async () => {
      for (const name of names) await this.removeFile(name)
    })
  }

  /** A file that cannot be removed is tried again at the next start or listing of its segment. */
  private async removeFile(name: string): Promise<void> {
    const entry = this.entries.get(name)
    this.entries.delete(name)
    await this.ports.files.remove(name).catch(() => {
      if (entry !== undefined) this.entries.set(name, entry)
    })
  }

  private nextUse(): number {
    this.latestUse = nextUse(this.ports.clock.now(), [this.latestUse])
    return this.latestUse
  }

  private recordUse(name: string, usedAt: number): void {
    void this.ports.files.touch(name, usedAt).catch(() => undefined)
  }

  /** Least recently used first, all files before any thumbnail; never the most recently used entry. */
  private inEvictionOrder(): readonly CacheEntry[] {
    const all = [...this.entries.values()].sort((one, other) => one.usedAt - other.usedAt).slice(0, -1)
    return [...all.filter(({ use }) => use === 'file'), ...all.filter(({ use }) => use === 'thumb')]
  }

  private totalBytes(): number {
    return [...this.entries.values()].reduce((sum, { size }) => sum + size, 0)
  }

  private segmentIdsOf(account: string): ReadonlySet<number> {
    const all = [...this.entries.values(), ...[...this.writing.values()].map(({ writing }) => writing.parts)]
    return new Set(all.filter((name) => name.account === account).map(({ segmentId }) => segmentId))
  }

  private async readFolder(): Promise<void> {
    const files = await this.ports.files.list().catch(() => [])
    for (const file of files) {
      const parts = parseCacheFileName(file.name)
      if (parts === null) continue
      this.entries.set(file.name, { ...parts, ...file })
      this.latestUse = Math.max(this.latestUse, file.usedAt)
    }
    await this.removeMatching((parts) => !hasKnownVersion(parts))
    void this.trimToLimit()
  }
}
