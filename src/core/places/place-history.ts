import type { AccountHolder } from '../accounts/account-removal'
import type { ConnectionAccess } from '../connections/connection-access'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { Clock, FilesPort, HashPort, ListedFilesPort } from '../ports'
import type { Subsystem } from '../lifecycle'
import { accountHash, AccountPlaces } from './account-places'
import type { SavedPlacesStore } from './saved-places'
import type { OpenedPlace, Places } from './places'
import { ListingCache, withRefresh } from './listing-cache'
import type { AccountSegmentsRefresh, SegmentsRefresh } from '../../shared/deletion'
import type { PackedListing } from '../../shared/ipc/pack-assets'
import type { SavedPlaces, Listing, PlaceRequest } from '../../shared/place'
import { succeed, type Result } from '../../shared/result'

export interface PlaceHistoryPorts {
  readonly places: Pick<Places, 'openPlace'>
  /** One document for each account. */
  readonly placeFiles: FilesPort
  /** A folder that holds only listings. */
  readonly listingFiles: ListedFilesPort
  readonly clock: Clock
  readonly hash: HashPort
  readonly connections: ConnectionAccess
  /** A place of this account was listed completely. */
  readonly onListed: (account: string, listed: Pick<SegmentsRefresh, 'segmentIds' | 'assets'>) => void
  /** The recent and pinned places of the open account changed. */
  readonly onSavedPlaces: (places: SavedPlaces) => void
}

/** Opens places and remembers them: recent and pinned places of each account, and their last listings. */
export class PlaceHistory implements Subsystem {
  readonly name = 'place history'
  /** The recent and pinned places of all accounts. */
  readonly saved: AccountPlaces
  private readonly listingCache: ListingCache
  /** Refreshes that arrived while a place was being listed, by account: they are newer than parts of that listing. */
  private readonly refreshesInFlight = new Map<SegmentsRefresh[], string>()

  constructor(private readonly ports: PlaceHistoryPorts) {
    const { placeFiles, listingFiles, hash, clock } = ports
    this.saved = new AccountPlaces({ files: placeFiles, hash, clock })
    this.listingCache = new ListingCache({ files: listingFiles, hash, clock })
  }

  /** Lists a place. A complete listing is saved, and the place becomes a recent one. */
  async openPlace(requestId: string, place: PlaceRequest): Promise<Result<OpenedPlace>> {
    const open = this.ports.connections.current()
    const refreshes: SegmentsRefresh[] = []
    if (open !== null) this.refreshesInFlight.set(refreshes, accountKeyOf(open))
    const result = await this.ports.places.openPlace(requestId, place)
    this.refreshesInFlight.delete(refreshes)
    if (open !== null && result.ok) {
      const { assets, segments } = result.value.listing
      this.ports.onListed(accountKeyOf(open), { assets, segmentIds: segments.map(({ id }) => id) })
      void this.saveListing(open, result.value.listing, refreshes)
      void this.accountOf(open)
        .addRecent(place)
        .then((places) => this.reportPlaces(open, places))
    }
    return result
  }

  /** The last saved listing of a place, or null. Failure: `not-connected`. */
  async recallListing(place: PlaceRequest): Promise<Result<PackedListing | null>> {
    const open = this.ports.connections.require()
    if (!open.ok) return open
    return succeed(await this.listingCache.readListing(this.hashOf(accountKeyOf(open.value)), place))
  }

  /** Reads the saved listing while the account signs in, because this place is opened next. */
  preloadListing(account: string, place: PlaceRequest): void {
    void this.listingCache.preload(this.hashOf(account), place)
  }

  /** Applies a refresh, possibly of an account that is no longer open. */
  applyRefresh({ accountKey, ...refresh }: AccountSegmentsRefresh): void {
    for (const [refreshes, account] of this.refreshesInFlight)
      if (account === accountKey) refreshes.push(refresh)
    void this.listingCache.applyRefresh(this.hashOf(accountKey), refresh)
  }

  /** Waits until the last listings are saved. */
  close(): Promise<void> {
    return this.listingCache.whenIdle()
  }

  /** The saved listings of each account. */
  readonly listings: AccountHolder = {
    measureAccount: (account) => this.listingCache.measureAccount(this.hashOf(account)),
    forgetAccount: (account) => this.listingCache.forgetAccount(this.hashOf(account)),
  }

  dropCached(account: string): Promise<void> {
    return this.listingCache.forgetAccount(this.hashOf(account))
  }

  async readSavedPlaces(): Promise<Result<SavedPlaces>> {
    const open = this.ports.connections.require()
    return open.ok ? succeed(await this.accountOf(open.value).readPlaces()) : open
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
    const open = this.ports.connections.require()
    if (!open.ok) return open
    const places = this.accountOf(open.value)
    const result = await update(places)
    this.reportPlaces(open.value, await places.readPlaces())
    return result
  }

  private async saveListing(
    open: OpenConnection,
    listing: Listing,
    refreshes: readonly SegmentsRefresh[],
  ): Promise<void> {
    let current: Listing | null = listing
    for (const refresh of refreshes) current = current === null ? null : withRefresh(current, refresh)
    if (current !== null) await this.listingCache.saveListing(this.hashOf(accountKeyOf(open)), current)
  }

  private accountOf(open: OpenConnection): SavedPlacesStore {
    return this.saved.storeOf(accountKeyOf(open))
  }

  /** Not if another account is open by now. */
  private reportPlaces(owner: OpenConnection, places: SavedPlaces): void {
    const open = this.ports.connections.current()
    if (open !== null && accountKeyOf(open) === accountKeyOf(owner)) this.ports.onSavedPlaces(places)
  }

  private hashOf(account: string): string {
    return accountHash(this.ports.hash, account)
  }
}
