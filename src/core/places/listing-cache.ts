import { z } from 'zod'
import type { PartSize } from '../../shared/account-data'
import type { SegmentsRefresh } from '../../shared/deletion'
import { unpackListing, type PackedListing } from '../../shared/ipc/pack-assets'
import type { Listing, PlaceRequest } from '../../shared/place'
import { contextKey } from '../assets/asset-key'
import { SerialQueue } from '../lib/serial-queue'
import type { Clock, HashPort, ListedFilesPort } from '../ports'
import { createJsonDocument, type JsonDocument } from '../storage/json-document'
import { nextUse } from '../trusted-time/next-use'
import { parseListing, serializeListing } from './listing-format'
import { placeKey } from './place-key'

export interface ListingCachePorts {
  /** A folder that holds only listings. */
  readonly files: ListedFilesPort
  readonly hash: HashPort
  readonly clock: Clock
  readonly limits?: ListingCacheLimits
}

export interface ListingCacheLimits {
  /** Maximum bytes of one listing; a larger one is not cached. 100,000 assets take about 10 MiB. */
  readonly listingBytes: number
  /** Maximum bytes of all listings; the least recently saved one is evicted first. */
  readonly allBytes: number
  readonly listings: number
}

const mebibyte = 1024 * 1024
const defaultLimits: ListingCacheLimits = {
  listingBytes: 32 * mebibyte,
  allBytes: 128 * mebibyte,
  listings: 100,
}

const namePattern = /^listing-[0-9a-f]{48}$/

const entrySchema = z.object({
  fileName: z.string().regex(namePattern),
  account: z.string(),
  bytes: z.number(),
  usedAt: z.number(),
  /** The smallest and the largest segment id, so that a refresh does not have to read every file. */
  segments: z.tuple([z.number(), z.number()]),
})
type Entry = z.infer<typeof entrySchema>
const indexSchema = z.object({ v: z.literal(1), entries: z.array(entrySchema) })
type Index = z.infer<typeof indexSchema>

/**
 * Caches the last listing of each place, to show it at once while the place is listed again. Nothing is decided by it: a plan
 * makes a new listing. Damaged listings are dropped, and changes by deletions and restores are applied (docs/rules.md#p9).
 */
export class ListingCache {
  private readonly document: JsonDocument<Index>
  private readonly limits: ListingCacheLimits
  private entries: readonly Entry[] | null = null
  /** A listing that was read in advance; dropped when anything is written. */
  private preloaded: { readonly fileName: string; readonly listing: PackedListing | null } | null = null
  private readonly queue = new SerialQueue()

  constructor(private readonly ports: ListingCachePorts) {
    this.limits = ports.limits ?? defaultLimits
    this.document = createJsonDocument({
      files: ports.files,
      fileName: 'listings.json',
      schema: indexSchema,
      empty: { v: 1, entries: [] },
    })
  }

  /** The cached listing, packed for the window; null if there is none or it cannot be read. Never rejects. */
  readListing(account: string, place: PlaceRequest): Promise<PackedListing | null> {
    return this.enqueue(null, async () => {
      const entry = await this.entryOf(account, place)
      if (entry === undefined) return null
      const listing = await this.readEntry(entry)
      if (listing === null) await this.dropEntries([entry])
      // The names in the request are newer than the cached ones.
      return listing === null ? null : { ...listing, place }
    })
  }

  /** Reads a listing in advance, for example during sign-in. Never rejects. */
  preload(account: string, place: PlaceRequest): Promise<void> {
    return this.enqueue(undefined, async () => {
      const entry = await this.entryOf(account, place)
      if (entry !== undefined)
        this.preloaded = { fileName: entry.fileName, listing: await this.readEntry(entry) }
    })
  }

  /** Caches a complete listing. Never rejects: a listing that cannot be written is not cached. */
  saveListing(account: string, listing: Listing): Promise<void> {
    return this.enqueue(undefined, async () => {
      await this.writeListing(account, this.nameOf(account, listing.place), listing)
    })
  }

  /** Resolves when all earlier operations have finished or failed. Never rejects. */
  whenIdle(): Promise<void> {
    return this.queue.whenIdle()
  }

  /** Applies a newer listing of some segments, from a deletion or a restore. Never rejects. */
  applyRefresh(account: string, refresh: SegmentsRefresh): Promise<void> {
    return this.enqueue(undefined, async () => {
      const smallest = Math.min(...refresh.segmentIds)
      const largest = Math.max(...refresh.segmentIds)
      for (const entry of await this.loadIndex()) {
        const [from, to] = entry.segments
        if (entry.account === account && from <= largest && to >= smallest)
          await this.refreshEntry(entry, refresh)
      }
    })
  }

  async measureAccount(account: string): Promise<PartSize> {
    const entries = await this.queue.run(() => this.entriesOf(account))
    return { items: entries.length, bytes: entries.reduce((sum, { bytes }) => sum + bytes, 0) }
  }

  /**
   * Removes all listings of an account, and those that a damaged index no longer names, which are never shown again and may be
   * of any account. Rejects if the disk fails.
   */
  forgetAccount(account: string): Promise<void> {
    return this.queue.run(async () => {
      const known = new Set((await this.loadIndex()).map(({ fileName }) => fileName))
      const { files } = this.ports
      const unnamed = (await files.list()).filter((name) => namePattern.test(name) && !known.has(name))
      for (const name of unnamed) await files.remove(name)
      await this.dropEntries(await this.entriesOf(account))
    })
  }

  private async entriesOf(account: string): Promise<readonly Entry[]> {
    return (await this.loadIndex()).filter((entry) => entry.account === account)
  }

  private async refreshEntry(entry: Entry, refresh: SegmentsRefresh): Promise<void> {
    const packed = await this.readEntry(entry)
    const cached = packed === null ? null : unpackListing(packed)
    const updated = cached === null ? null : withRefresh(cached, refresh)
    if (updated === null) await this.dropEntries([entry])
    else if (updated !== cached) await this.writeListing(entry.account, entry.fileName, updated)
  }

  private async writeListing(account: string, fileName: string, listing: Listing): Promise<void> {
    const { files, hash, clock } = this.ports
    const others = (await this.loadIndex()).filter((entry) => entry.fileName !== fileName)
    const bytes = serializeListing(listing, hash)
    const previous = (await this.loadIndex()).filter((entry) => entry.fileName === fileName)
    if (bytes.length > this.limits.listingBytes) {
      await this.dropEntries(previous)
      return
    }
    const newEntry: Entry = {
      fileName,
      account,
      bytes: bytes.length,
      usedAt: nextUse(
        clock.now(),
        others.map(({ usedAt }) => usedAt),
      ),
      segments: rangeOf(listing),
    }
    // Write the index first: a crash then leaves an entry without a file, not a file that no limit counts.
    await this.writeIndex([...others, newEntry])
    await files.write(fileName, bytes)
    await this.dropEntries(this.entriesToEvict())
  }

  /** The oldest entries, as far as the limits are exceeded. */
  private entriesToEvict(): readonly Entry[] {
    const newestFirst = [...(this.entries ?? [])].sort((a, b) => b.usedAt - a.usedAt)
    let bytes = 0
    return newestFirst.filter((entry, index) => {
      bytes += entry.bytes
      return index >= this.limits.listings || bytes > this.limits.allBytes
    })
  }

  private async readEntry(entry: Entry): Promise<PackedListing | null> {
    const { preloaded } = this
    this.preloaded = null
    if (preloaded?.fileName === entry.fileName) return preloaded.listing
    const bytes = await this.ports.files.read(entry.fileName)
    return bytes === null ? null : parseListing(bytes, this.ports.hash)
  }

  private async dropEntries(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return
    const dropped = new Set(entries)
    for (const { fileName } of entries) await this.ports.files.remove(fileName)
    await this.writeIndex((await this.loadIndex()).filter((entry) => !dropped.has(entry)))
  }

  private async loadIndex(): Promise<readonly Entry[]> {
    // Start with an empty index if it cannot be read: listings are overwritten when their place is opened again.
    this.entries ??= (await this.document.read().catch(() => ({ entries: [] }))).entries
    return this.entries
  }

  private async writeIndex(entries: readonly Entry[]): Promise<void> {
    this.entries = entries
    this.preloaded = null
    await this.document.write({ v: 1, entries: [...entries] })
  }

  private async entryOf(account: string, place: PlaceRequest): Promise<Entry | undefined> {
    const fileName = this.nameOf(account, place)
    return (await this.loadIndex()).find((entry) => entry.fileName === fileName)
  }

  private nameOf(account: string, place: PlaceRequest): string {
    const text = JSON.stringify([account, placeKey(place)])
    return `listing-${this.ports.hash.sha256(new TextEncoder().encode(text)).slice(0, 48)}`
  }

  /** Runs operations one after another, so that no read sees a partial write. A failed operation yields the fallback. */
  private enqueue<Value>(fallback: Value, work: () => Promise<Value>): Promise<Value> {
    return this.queue.run(work).catch(() => fallback)
  }
}

/**
 * The listing with the refreshed segments replaced; null if they were listed in another scope, where the same files may have
 * different folders.
 */
export function withRefresh(listing: Listing, refresh: SegmentsRefresh): Listing | null {
  const segmentIds = new Set(listing.segments.map(({ id }) => id))
  const refreshedIds = new Set(refresh.segmentIds.filter((id) => segmentIds.has(id)))
  if (refreshedIds.size === 0) return listing
  if (contextKey(listing.context) !== contextKey(refresh.context)) return null
  const others = listing.assets.filter(({ segmentId }) => !refreshedIds.has(segmentId))
  const fresh = refresh.assets.filter(({ segmentId }) => refreshedIds.has(segmentId))
  return { ...listing, assets: [...others, ...fresh] }
}

function rangeOf({ segments }: Listing): [number, number] {
  let [smallest, largest] = [Number.POSITIVE_INFINITY, 0]
  for (const { id } of segments) {
    smallest = Math.min(smallest, id)
    largest = Math.max(largest, id)
  }
  return [segments.length === 0 ? 0 : smallest, largest]
}
