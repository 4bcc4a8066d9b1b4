import { z } from 'zod'
import type { SegmentsRefresh } from '../../shared/deletion'
import { unpackListing, type PackedListing } from '../../shared/ipc/pack-assets'
import type { Listing, PlaceRequest } from '../../shared/place'
import { contextKey } from '../assets/asset-key'
import type { Clock, FilesPort, HashPort } from '../ports'
import { createJsonDocument, type JsonDocument } from '../storage/json-document'
import { parseListing, serializeListing } from './listing-format'
import { placeKey } from './place-key'

export interface ListingCachePorts {
  /** A folder of their own. */
  readonly files: FilesPort
  readonly hash: HashPort
  readonly clock: Clock
  readonly limits?: ListingCacheLimits
}

export interface ListingCacheLimits {
  /** Bytes of one listing; a larger one is not remembered. About 100,000 assets take 10 MiB. */
  readonly listingBytes: number
  /** Bytes of all; the one that was used longest ago goes first. */
  readonly allBytes: number
  readonly listings: number
}

const mebibyte = 1024 * 1024
const usualLimits: ListingCacheLimits = {
  listingBytes: 32 * mebibyte,
  allBytes: 128 * mebibyte,
  listings: 100,
}

const entrySchema = z.object({
  fileName: z.string().regex(/^listing-[0-9a-f]{48}$/),
  account: z.string(),
  bytes: z.number(),
  usedAt: z.number(),
  /** The smallest and the largest segment, so that a refresh need not read every file. */
  segments: z.tuple([z.number(), z.number()]),
})
type Entry = z.infer<typeof entrySchema>
const indexSchema = z.object({ v: z.literal(1), entries: z.array(entrySchema) })
type Index = z.infer<typeof indexSchema>

/**
 * The last known listing of places, for showing at once what was there while a new one is made. Nothing is decided by it:
 * a plan lists anew. What is damaged is dropped; what a job or a restore changed is changed here too (docs/rules.md#p9).
 */
export class ListingCache {
  private readonly document: JsonDocument<Index>
  private readonly limits: ListingCacheLimits
  private entries: readonly Entry[] | null = null
  /** What was read before it was asked for; forgotten when anything is written. */
  private preloaded: { readonly fileName: string; readonly listing: PackedListing | null } | null = null
  private queue: Promise<unknown> = Promise.resolve()

  constructor(private readonly ports: ListingCachePorts) {
    this.limits = ports.limits ?? usualLimits
    this.document = createJsonDocument({
      ...{ files: ports.files, fileName: 'listings.json', schema: indexSchema },
      empty: { v: 1, entries: [] },
    })
  }

  /** Null where none is known, or none that can be read. Packed as the window takes it. Never rejects. */
  readListing(account: string, place: PlaceRequest): Promise<PackedListing | null> {
    return this.after(null, async () => {
      const entry = await this.entryOf(account, place)
      if (entry === undefined) return null
      const listing = await this.read(entry)
      if (listing === null) await this.drop([entry])
      // Names of it may have changed since; those of the request are newer.
      return listing === null ? null : { ...listing, place }
    })
  }

  /** Reads what a place listed last before it is asked for, as while somebody signs in. Never rejects. */
  preload(account: string, place: PlaceRequest): Promise<void> {
    return this.after(undefined, async () => {
      const entry = await this.entryOf(account, place)
      if (entry !== undefined) this.preloaded = { fileName: entry.fileName, listing: await this.read(entry) }
    })
  }

  /** Keeps a whole listing. Never rejects: what can't be written is not remembered. */
  saveListing(account: string, listing: Listing): Promise<void> {
    return this.after(undefined, async () => {
      await this.save(account, this.nameOf(account, listing.place), listing)
    })
  }

  /** Settles when what was begun before is on the disk, or given up. Never rejects. */
  whenIdle(): Promise<void> {
    return this.after(undefined, () => Promise.resolve())
  }

  /** What a job or a restore showed of some segments. Never rejects. */
  applyRefresh(account: string, refresh: SegmentsRefresh): Promise<void> {
    return this.after(undefined, async () => {
      const smallest = Math.min(...refresh.segmentIds)
      const largest = Math.max(...refresh.segmentIds)
      for (const entry of await this.list()) {
        const [from, to] = entry.segments
        if (entry.account === account && from <= largest && to >= smallest) await this.renew(entry, refresh)
      }
    })
  }

  /** All that is known of an account, as when the demo is reset. */
  removeAccount(account: string): Promise<void> {
    return this.after(undefined, async () => {
      await this.drop((await this.list()).filter((entry) => entry.account === account))
    })
  }

  private async renew(entry: Entry, refresh: SegmentsRefresh): Promise<void> {
    const packed = await this.read(entry)
    const known = packed === null ? null : unpackListing(packed)
    const renewed = known === null ? null : withRefresh(known, refresh)
    if (renewed === null) await this.drop([entry])
    else if (renewed !== known) await this.save(entry.account, entry.fileName, renewed)
  }

  private async save(account: string, fileName: string, listing: Listing): Promise<void> {
    const { files, hash, clock } = this.ports
    const others = (await this.list()).filter((each) => each.fileName !== fileName)
    const bytes = serializeListing(listing, hash)
    const before = (await this.list()).filter((each) => each.fileName === fileName)
    if (bytes.length > this.limits.listingBytes) {
      await this.drop(before)
      return
    }
    const entry: Entry = {
      ...{ fileName, account, bytes: bytes.length, usedAt: clock.now() },
      segments: rangeOf(listing),
    }
    // Named before it is there: a crash in between leaves a name without a file, not a file that no limit counts.
    await this.write([...others, entry])
    await files.write(fileName, bytes)
    await this.drop(this.tooMany())
  }

  /** Those used longest ago, as far as the limits are exceeded. */
  private tooMany(): readonly Entry[] {
    const newestFirst = [...(this.entries ?? [])].sort((a, b) => b.usedAt - a.usedAt)
    let bytes = 0
    return newestFirst.filter((entry, index) => {
      bytes += entry.bytes
      return index >= this.limits.listings || bytes > this.limits.allBytes
    })
  }

  private async read(entry: Entry): Promise<PackedListing | null> {
    const { preloaded: ahead } = this
    this.preloaded = null
    if (ahead?.fileName === entry.fileName) return ahead.listing
    const bytes = await this.ports.files.read(entry.fileName)
    return bytes === null ? null : parseListing(bytes, this.ports.hash)
  }

  private async drop(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return
    const gone = new Set(entries)
    for (const { fileName } of entries) await this.ports.files.remove(fileName)
    await this.write((await this.list()).filter((entry) => !gone.has(entry)))
  }

  private async list(): Promise<readonly Entry[]> {
    // An index that cannot be read is begun anew: what it named is overwritten when its place is opened again.
    this.entries ??= (await this.document.read().catch(() => ({ entries: [] }))).entries
    return this.entries
  }

  private async write(entries: readonly Entry[]): Promise<void> {
    this.entries = entries
    this.preloaded = null
    await this.document.write({ v: 1, entries: [...entries] })
  }

  private async entryOf(account: string, place: PlaceRequest): Promise<Entry | undefined> {
    const fileName = this.nameOf(account, place)
    return (await this.list()).find((each) => each.fileName === fileName)
  }

  private nameOf(account: string, place: PlaceRequest): string {
    const text = JSON.stringify([account, placeKey(place)])
    return `listing-${this.ports.hash.sha256(new TextEncoder().encode(text)).slice(0, 48)}`
  }

  /** One after the other, so that what is read is never half changed; a full disk is not the caller's trouble. */
  private after<Value>(otherwise: Value, work: () => Promise<Value>): Promise<Value> {
    const done = this.queue.then(work).catch(() => otherwise)
    this.queue = done
    return done
  }
}

/**
 * The listing with what was shown of some segments; null where it cannot be brought up to date: of a segment that both
 * hold, seen through another scope, files may have other folders.
 */
export function withRefresh(listing: Listing, refresh: SegmentsRefresh): Listing | null {
  const here = new Set(listing.segments.map(({ id }) => id))
  const touched = new Set(refresh.segmentIds.filter((id) => here.has(id)))
  if (touched.size === 0) return listing
  if (contextKey(listing.context) !== contextKey(refresh.context)) return null
  const others = listing.assets.filter(({ segmentId }) => !touched.has(segmentId))
  const fresh = refresh.assets.filter(({ segmentId }) => touched.has(segmentId))
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
