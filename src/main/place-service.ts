import path from 'node:path'
import { accountKeyOf, type OpenConnection } from '../core/connections/open-connection'
import { SavedPlacesStore } from '../core/places/saved-places'
import { Places, type OpenedPlace } from '../core/places/places'
import { ListingCache, withRefresh } from '../core/places/listing-cache'
import type { AccountSegmentsRefresh, SegmentsRefresh } from '../shared/deletion'
import { packAssets, type PackedListing } from '../shared/ipc/pack-assets'
import type { SavedPlaces, Listing, PlaceRequest } from '../shared/place'
import { fail, succeed, type Result } from '../shared/result'
import { DiskFiles } from './adapters/disk-files'
import { nodeHash, systemClock } from './adapters/system-ports'
import { broadcast } from './ipc/router'

const notConnected = fail({ kind: 'not-connected', retry: 'no' })

interface PlaceServicePorts {
  readonly connection: () => OpenConnection | null
  /** A place was listed, whole, on this account. */
  readonly onListed: (account: string, listed: Pick<SegmentsRefresh, 'segmentIds' | 'assets'>) => void
}

/** Places of the open connection, with what this computer keeps of them: recent and pinned ones, and what they last listed. */
export class PlaceService {
  readonly places: Places
  private readonly listingCache: ListingCache
  private readonly accounts = new Map<string, SavedPlacesStore>()
  private readonly files: DiskFiles
  /** What jobs of an account told while places of it were being listed: newer than parts of these. */
  private readonly refreshesInFlight = new Map<SegmentsRefresh[], string>()

  constructor(
    folder: string,
    private readonly ports: PlaceServicePorts,
  ) {
    this.files = new DiskFiles(path.join(folder, 'places'))
    this.listingCache = new ListingCache({
      ...{ files: new DiskFiles(path.join(folder, 'listings')), hash: nodeHash, clock: systemClock },
    })
    this.places = new Places({
      ...{ clock: systemClock, connection: ports.connection },
      onPart: (part) => broadcast('watchListing', { ...part, assets: packAssets(part.assets) }),
      onOpening: (snapshot) => broadcast('watchOpening', snapshot),
    })
  }

  /** Lists a place; a whole listing is remembered, and the place is a recent one then. */
  async openPlace(requestId: string, place: PlaceRequest): Promise<Result<OpenedPlace>> {
    const open = this.ports.connection()
    const refreshes: SegmentsRefresh[] = []
    if (open !== null) this.refreshesInFlight.set(refreshes, accountKeyOf(open))
    const result = await this.places.openPlace(requestId, place)
    this.refreshesInFlight.delete(refreshes)
    if (open !== null && result.ok) {
      const { assets, segments } = result.value.listing
      this.ports.onListed(accountKeyOf(open), { assets, segmentIds: segments.map(({ id }) => id) })
      void this.saveListing(open, result.value.listing, refreshes)
      void this.accountOf(open)
        .addRecent(place)
        .then((places) => this.broadcastPlaces(open, places))
    }
    return result
  }

  /** What a place last listed, or null. Never fails: without it the place is listed as for the first time. */
  async recallListing(place: PlaceRequest): Promise<Result<PackedListing | null>> {
    const open = this.ports.connection()
    return open === null
      ? notConnected
      : succeed(await this.listingCache.readListing(hashOf(accountKeyOf(open)), place))
  }

  /** While the account signs in: its place will be opened next. */
  preloadListing(account: string, place: PlaceRequest): void {
    void this.listingCache.preload(hashOf(account), place)
  }

  /** Of the account of the job, which may have been left. */
  applyRefresh({ accountKey, ...refresh }: AccountSegmentsRefresh): void {
    for (const [refreshes, account] of this.refreshesInFlight)
      if (account === accountKey) refreshes.push(refresh)
    void this.listingCache.applyRefresh(hashOf(accountKey), refresh)
  }

  /** Before the app ends: what was listed last is kept. */
  close(): Promise<void> {
    return this.listingCache.whenIdle()
  }

  /** The demo was reset: what it listed before is of another workspace. */
  async forgetListings(account: string): Promise<void> {
    await this.listingCache.removeAccount(hashOf(account))
  }

  async readSavedPlaces(): Promise<Result<SavedPlaces>> {
    const open = this.ports.connection()
    return open === null ? notConnected : succeed(await this.accountOf(open).readPlaces())
  }

  /** Failures: `storage-failed`. */
  pinPlace(id: string, isPinned: boolean): Promise<Result<undefined>> {
    return this.change((places) => places.pinPlace(id, isPinned))
  }

  /** Failures: `storage-failed`. */
  removePlace(id: string): Promise<Result<undefined>> {
    return this.change((places) => places.removePlace(id))
  }

  private async change(
    work: (places: SavedPlacesStore) => Promise<Result<undefined>>,
  ): Promise<Result<undefined>> {
    const open = this.ports.connection()
    if (open === null) return notConnected
    const places = this.accountOf(open)
    const result = await work(places)
    this.broadcastPlaces(open, await places.readPlaces())
    return result
  }

  private async saveListing(
    open: OpenConnection,
    listing: Listing,
    refreshes: readonly SegmentsRefresh[],
  ): Promise<void> {
    let known: Listing | null = listing
    for (const refresh of refreshes) known = known === null ? null : withRefresh(known, refresh)
    if (known !== null) await this.listingCache.saveListing(hashOf(accountKeyOf(open)), known)
  }

  private accountOf(open: OpenConnection): SavedPlacesStore {
    const id = hashOf(accountKeyOf(open))
    const known =
      this.accounts.get(id) ??
      new SavedPlacesStore({ files: this.files, hash: nodeHash, clock: systemClock }, id)
    this.accounts.set(id, known)
    return known
  }

  /** Not where another account was opened meanwhile: its window shows others. */
  private broadcastPlaces(of: OpenConnection, places: SavedPlaces): void {
    const open = this.ports.connection()
    if (open !== null && accountKeyOf(open) === accountKeyOf(of)) broadcast('watchSavedPlaces', places)
  }
}

/** Names an account on the disk without saying which it is. */
function hashOf(account: string): string {
  return nodeHash.sha256(new TextEncoder().encode(account)).slice(0, 24)
}
