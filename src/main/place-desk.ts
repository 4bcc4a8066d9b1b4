import path from 'node:path'
import { accountKeyOf, type OpenConnection } from '../core/connections/open-connection'
import { AccountPlaces } from '../core/places/kept-places'
import { Places, type OpenedPlace } from '../core/places/places'
import { RememberedListings, withRefresh } from '../core/places/remembered-listings'
import type { AccountRefresh, SegmentsRefresh } from '../shared/deletion'
import { packAssets, type PackedListing } from '../shared/ipc/pack-assets'
import type { KeptPlaces, Listing, PlaceRequest } from '../shared/place'
import { fail, succeed, type Result } from '../shared/result'
import { DiskFiles } from './adapters/disk-files'
import { nodeHash, systemClock } from './adapters/system-ports'
import { broadcast } from './ipc/router'

const notConnected = fail({ kind: 'not-connected', retry: 'no' })

interface PlaceDeskPorts {
  readonly connection: () => OpenConnection | null
  /** A place was listed, whole, on this account. */
  readonly onListed: (account: string, listed: Pick<SegmentsRefresh, 'segmentIds' | 'assets'>) => void
}

/** Places of the open connection, with what this computer keeps of them: recent and pinned ones, and what they last listed. */
export class PlaceDesk {
  readonly places: Places
  private readonly remembered: RememberedListings
  private readonly accounts = new Map<string, AccountPlaces>()
  private readonly files: DiskFiles
  /** What jobs of an account told while places of it were being listed: newer than parts of these. */
  private readonly underWay = new Map<SegmentsRefresh[], string>()

  constructor(
    folder: string,
    private readonly ports: PlaceDeskPorts,
  ) {
    this.files = new DiskFiles(path.join(folder, 'places'))
    this.remembered = new RememberedListings({
      ...{ files: new DiskFiles(path.join(folder, 'listings')), hash: nodeHash, clock: systemClock },
    })
    this.places = new Places({
      ...{ clock: systemClock, connection: ports.connection },
      onPart: (part) => broadcast('watchListing', { ...part, assets: packAssets(part.assets) }),
      onOpening: (news) => broadcast('watchOpening', news),
    })
  }

  /** Lists a place; a whole listing is remembered, and the place is a recent one then. */
  async open(requestId: string, place: PlaceRequest): Promise<Result<OpenedPlace>> {
    const open = this.ports.connection()
    const told: SegmentsRefresh[] = []
    if (open !== null) this.underWay.set(told, accountKeyOf(open))
    const result = await this.places.open(requestId, place)
    this.underWay.delete(told)
    if (open !== null && result.ok) {
      const { assets, segments } = result.value.listing
      this.ports.onListed(accountKeyOf(open), { assets, segmentIds: segments.map(({ id }) => id) })
      void this.remember(open, result.value.listing, told)
      void this.accountOf(open)
        .note(place)
        .then((places) => this.tell(open, places))
    }
    return result
  }

  /** What a place last listed, or null. Never fails: without it the place is listed as for the first time. */
  async recall(place: PlaceRequest): Promise<Result<PackedListing | null>> {
    const open = this.ports.connection()
    return open === null
      ? notConnected
      : succeed(await this.remembered.recall(hashOf(accountKeyOf(open)), place))
  }

  /** While the account signs in: its place will be opened next. */
  prepare(account: string, place: PlaceRequest): void {
    void this.remembered.prepare(hashOf(account), place)
  }

  /** Of the account of the job, which may have been left. */
  takeRefresh({ accountKey, ...refresh }: AccountRefresh): void {
    for (const [told, account] of this.underWay) if (account === accountKey) told.push(refresh)
    void this.remembered.takeRefresh(hashOf(accountKey), refresh)
  }

  /** Before the app ends: what was listed last is kept. */
  close(): Promise<void> {
    return this.remembered.settled()
  }

  /** The demo was reset: what it listed before is of another workspace. */
  async forgetListings(account: string): Promise<void> {
    await this.remembered.forget(hashOf(account))
  }

  async readKept(): Promise<Result<KeptPlaces>> {
    const open = this.ports.connection()
    return open === null ? notConnected : succeed(await this.accountOf(open).read())
  }

  /** Failures: `storage-failed`. */
  pin(id: string, isPinned: boolean): Promise<Result<undefined>> {
    return this.change((places) => places.pin(id, isPinned))
  }

  /** Failures: `storage-failed`. */
  forget(id: string): Promise<Result<undefined>> {
    return this.change((places) => places.forget(id))
  }

  private async change(
    work: (places: AccountPlaces) => Promise<Result<undefined>>,
  ): Promise<Result<undefined>> {
    const open = this.ports.connection()
    if (open === null) return notConnected
    const places = this.accountOf(open)
    const result = await work(places)
    this.tell(open, await places.read())
    return result
  }

  private async remember(
    open: OpenConnection,
    listing: Listing,
    told: readonly SegmentsRefresh[],
  ): Promise<void> {
    let known: Listing | null = listing
    for (const refresh of told) known = known === null ? null : withRefresh(known, refresh)
    if (known !== null) await this.remembered.remember(hashOf(accountKeyOf(open)), known)
  }

  private accountOf(open: OpenConnection): AccountPlaces {
    const id = hashOf(accountKeyOf(open))
    const known =
      this.accounts.get(id) ??
      new AccountPlaces({ files: this.files, hash: nodeHash, clock: systemClock }, id)
    this.accounts.set(id, known)
    return known
  }

  /** Not where another account was opened meanwhile: its window shows others. */
  private tell(of: OpenConnection, places: KeptPlaces): void {
    const open = this.ports.connection()
    if (open !== null && accountKeyOf(open) === accountKeyOf(of)) broadcast('watchKeptPlaces', places)
  }
}

/** Names an account on the disk without saying which it is. */
function hashOf(account: string): string {
  return nodeHash.sha256(new TextEncoder().encode(account)).slice(0, 24)
}
