import path from 'node:path'
import type { AccountHolder } from '../core/accounts/account-removal'
import { accountKeyOf, type OpenConnection } from '../core/connections/open-connection'
import { accountHash, AccountPlaces } from '../core/places/account-places'
import type { SavedPlacesStore } from '../core/places/saved-places'
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
  /** A place of this account was listed completely. */
  readonly onListed: (account: string, listed: Pick<SegmentsRefresh, 'segmentIds' | 'assets'>) => void
}

/** Places of the open connection, with their saved state: recent and pinned places, and their last listings. */
export class PlaceService {
  readonly places: Places
  readonly saved: AccountPlaces
  private readonly listingCache: ListingCache
  /** Refreshes that arrived while a place was being listed, by account: they are newer than parts of that listing. */
  private readonly refreshesInFlight = new Map<SegmentsRefresh[], string>()

  constructor(
    folder: string,
    private readonly ports: PlaceServicePorts,
  ) {
    const files = new DiskFiles(path.join(folder, 'places'))
    this.saved = new AccountPlaces({ files, hash: nodeHash, clock: systemClock })
    this.listingCache = new ListingCache({
      files: new DiskFiles(path.join(folder, 'listings')),
      hash: nodeHash,
      clock: systemClock,
    })
    this.places = new Places({
      clock: systemClock,
      connection: ports.connection,
      onPart: (part) => broadcast('watchListing', { ...part, assets: packAssets(part.assets) }),
      onOpening: (snapshot) => broadcast('watchOpening', snapshot),
    })
  }

  /** Lists a place. A complete listing is saved, and the place becomes a recent one. */
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

  /** The last saved listing of a place, or null. Failure: `not-connected`. */
  async recallListing(place: PlaceRequest): Promise<Result<PackedListing | null>> {
    const open = this.ports.connection()
    return open === null
      ? notConnected
      : succeed(await this.listingCache.readListing(hashOf(accountKeyOf(open)), place))
  }

  /** Reads the saved listing while the account signs in, because this place is opened next. */
  preloadListing(account: string, place: PlaceRequest): void {
    void this.listingCache.preload(hashOf(account), place)
  }

  /** Applies a refresh, possibly of an account that is no longer open. */
  applyRefresh({ accountKey, ...refresh }: AccountSegmentsRefresh): void {
    for (const [refreshes, account] of this.refreshesInFlight)
      if (account === accountKey) refreshes.push(refresh)
    void this.listingCache.applyRefresh(hashOf(accountKey), refresh)
  }

  /** Waits until the last listings are saved. */
  close(): Promise<void> {
    return this.listingCache.whenIdle()
  }

  /** The saved listings of an account. */
  readonly listings: AccountHolder = {
    measureAccount: (account) => this.listingCache.measureAccount(hashOf(account)),
    forgetAccount: (account) => this.listingCache.forgetAccount(hashOf(account)),
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
    update: (places: SavedPlacesStore) => Promise<Result<undefined>>,
  ): Promise<Result<undefined>> {
    const open = this.ports.connection()
    if (open === null) return notConnected
    const places = this.accountOf(open)
    const result = await update(places)
    this.broadcastPlaces(open, await places.readPlaces())
    return result
  }

  private async saveListing(
    open: OpenConnection,
    listing: Listing,
    refreshes: readonly SegmentsRefresh[],
  ): Promise<void> {
    let current: Listing | null = listing
    for (const refresh of refreshes) current = current === null ? null : withRefresh(current, refresh)
    if (current !== null) await this.listingCache.saveListing(hashOf(accountKeyOf(open)), current)
  }

  private accountOf(open: OpenConnection): SavedPlacesStore {
    return this.saved.storeOf(accountKeyOf(open))
  }

  /** Skips the broadcast if another account is open by now. */
  private broadcastPlaces(owner: OpenConnection, places: SavedPlaces): void {
    const open = this.ports.connection()
    if (open !== null && accountKeyOf(open) === accountKeyOf(owner)) broadcast('watchSavedPlaces', places)
  }
}

function hashOf(account: string): string {
  return accountHash(nodeHash, account)
}
