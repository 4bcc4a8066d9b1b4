import type { Asset, AssetContext, AssetIdentity } from '../../shared/asset'
import type { SelectedAsset } from '../../shared/deletion'
import type { AppFailure } from '../../shared/failure'
import { assetKey } from '../assets/asset-key'
import { mayBeSamePlace } from '../assets/storage-place'
import type { CallShare } from '../wordbee/budget/share'
import type { WordbeeClient } from '../wordbee/client'
import { toFailure, withDetail } from '../wordbee/wordbee-error'
import { lookForAll, type SentFile, type Sighting } from './look-for'

/** A file that is to be sent. Its size is asked for when it was sent: before that it may not be known. */
export interface RoundFile extends SentFile {
  readonly id: string
}

/** How the sending of one file ended, as far as it is known without a listing. */
export type SendEnd =
  | { readonly sent: 'accepted' }
  /** The server may have stored it or not. */
  | { readonly sent: 'unclear'; readonly failure: AppFailure }
  /** Certainly nothing was stored. */
  | { readonly sent: 'not'; readonly failure: AppFailure }
  | { readonly sent: 'place-taken'; readonly there: readonly SelectedAsset[] }
  /** Nothing was stored, and whoever sends has told why: the file itself is no good. */
  | { readonly sent: 'given-up' }

/** What became of one file, by the listings around it. */
export type RoundEnd =
  /** Nothing was sent. `there`: every file that an upload might land on, as listed then; at least one. */
  | { readonly end: 'name-taken'; readonly there: readonly SelectedAsset[] }
  | { readonly end: 'not-sent'; readonly failure: AppFailure }
  | { readonly end: 'at-its-place' | 'elsewhere'; readonly listed: Asset }
  /** At its place there is something of another size. */
  | { readonly end: 'different' }
  /** Not listed. `failure`: why its answer is missing, or null where the server said that it took it. */
  | { readonly end: 'nowhere'; readonly failure: AppFailure | null }
  /** Sent; the listing that proves it could not be had. */
  | { readonly end: 'not-checked'; readonly failure: AppFailure }

export interface RoundPorts<File extends RoundFile> {
  readonly client: Pick<WordbeeClient, 'listSegments'>
  /** Aborted when the user stops: no further file is sent, and none waits any longer. What was sent is listed. */
  readonly stop: AbortSignal
  /** False: no further file of this round is sent, as if it was stopped. */
  readonly mayBegin?: () => boolean
  /** After a stop the listing that proves is not waited for: another round will tell. */
  readonly canLeaveOpen?: boolean
  /** Of files at the place of one that is not sent yet: the one that an earlier run sent there, or null. */
  readonly findOwn?: (file: File, there: readonly Asset[]) => Asset | null
  /** Keeps what it needs from going while one file is sent. */
  readonly keeping: (file: File, work: () => Promise<void>) => Promise<void>
  /** Sends it, once. `lookAgain` lists anew: null where its place is still free. */
  readonly send: (file: File, lookAgain: LookAgain) => Promise<SendEnd>
  readonly onState: (file: File, state: 'sending' | 'checking') => void
  readonly onEnd: (file: File, end: RoundEnd) => Promise<void>
}

export type LookAgain = () => Promise<Extract<SendEnd, { sent: 'not' | 'place-taken' }> | null>

type Listing =
  | { readonly ok: true; readonly assets: readonly Asset[] }
  | { readonly ok: false; readonly failure: AppFailure }

/** Times that something a server refused with 429 is asked for; each waits for the pause to end. */
const tries = 4

const stopped: AppFailure = { kind: 'stopped', retry: 'now' }

/**
 * Sends a few files to one context, and is the one place that judges what became of them: one listing before, the uploads one
 * by one, one listing that proves them. The same name may overwrite silently, so nothing is sent where a file may be there.
 */
export class SendRound<File extends RoundFile> {
  private readonly sent = new Map<string, Extract<SendEnd, { sent: 'accepted' | 'unclear' }>>()
  /** Files of a place that an earlier one of this round was sent to: the closing listing tells what is there. */
  private readonly behind: File[] = []
  private before: readonly Asset[] = []

  constructor(
    private readonly ports: RoundPorts<File>,
    private readonly context: AssetContext,
    private readonly files: readonly File[],
  ) {}

  /**
   * `known`: what these segments list at this very moment, where somebody has just asked. Gives the closing listing, or null
   * where there is none. Never rejects for what a server or the network does.
   */
  async run(known: readonly Asset[] | null = null): Promise<readonly Asset[] | null> {
    const before: Listing =
      known === null ? await this.list({ signal: this.ports.stop }) : { ok: true, assets: known }
    if (!before.ok) {
      await this.endAll(this.files, { end: 'not-sent', failure: before.failure })
      return null
    }
    this.before = before.assets
    for (const file of this.files) await this.ports.keeping(file, () => this.trySending(file))
    const open = this.files.filter(({ id }) => this.sent.has(id))
    if (open.length === 0) return null
    for (const file of open) this.ports.onState(file, 'checking')
    return this.close(open)
  }

  private async close(open: readonly File[]): Promise<readonly Asset[] | null> {
    const after = await this.listAfter()
    if (!after.ok) {
      await this.endAll(open, { end: 'not-checked', failure: after.failure })
      await this.endAll(this.behind, { end: 'not-sent', failure: after.failure })
      return null
    }
    const { before } = this
    const sought = open.map((file) => ({ file, place: file.place, size: file.size, before }))
    for (const [{ file }, sighting] of lookForAll(sought, after.assets)) {
      await this.ports.onEnd(file, this.judge(file, sighting))
    }
    for (const file of this.behind) {
      const there = filesAt(after.assets, file.place).map(toSelected)
      await this.ports.onEnd(
        file,
        there.length === 0 ? { end: 'not-sent', failure: stopped } : { end: 'name-taken', there },
      )
    }
    return after.assets
  }

  private async trySending(file: File): Promise<void> {
    const { ports } = this
    if (ports.stop.aborted || ports.mayBegin?.() === false) {
      return ports.onEnd(file, { end: 'not-sent', failure: stopped })
    }
    if (this.isBehindAnother(file)) return void this.behind.push(file)
    const there = filesAt(this.before, file.place)
    const own = ports.findOwn?.(file, there) ?? null
    if (own !== null) return ports.onEnd(file, { end: 'at-its-place', listed: own })
    if (there.length > 0) return ports.onEnd(file, { end: 'name-taken', there: there.map(toSelected) })
    ports.onState(file, 'sending')
    const end = await this.sendPatiently(file)
    if (end.sent === 'not') await ports.onEnd(file, { end: 'not-sent', failure: end.failure })
    else if (end.sent === 'place-taken') await ports.onEnd(file, { end: 'name-taken', there: end.there })
    else if (end.sent !== 'given-up') this.sent.set(file.id, end)
  }

  private async sendPatiently(file: File): Promise<SendEnd> {
    for (let tried = 1; ; tried += 1) {
      const end = await this.ports.send(file, () => this.lookAgain(file))
      if (end.sent !== 'not' || end.failure.kind !== 'throttled' || tried === tries) return end
      // The pause may have been long: somebody else may have put a file there meanwhile.
      const taken = await this.lookAgain(file)
      if (taken !== null) return taken
    }
  }

  private async lookAgain({ place }: File): ReturnType<LookAgain> {
    const listing = await this.list({ signal: this.ports.stop })
    if (!listing.ok) return { sent: 'not', failure: listing.failure }
    const mine = new Set(this.files.filter(({ id }) => this.sent.has(id)).map((sent) => assetKey(sent.place)))
    this.before = listing.assets.filter((asset) => !mine.has(asset.key))
    const there = filesAt(listing.assets, place).map(toSelected)
    return there.length === 0 ? null : { sent: 'place-taken', there }
  }

  private isBehindAnother({ place }: File): boolean {
    return this.files.some((other) => this.sent.has(other.id) && mayBeSamePlace(other.place, place))
  }

  private judge(file: File, sighting: Sighting): RoundEnd {
    if (sighting.seen === 'different') return { end: 'different' }
    if (sighting.seen !== 'nowhere') return { end: sighting.seen, listed: sighting.listed }
    const sending = this.sent.get(file.id)
    return { end: 'nowhere', failure: sending?.sent === 'unclear' ? sending.failure : null }
  }

  /** The closing listing is made after a stop too: what was sent must be told, unless another round can tell. */
  private async listAfter(): Promise<Listing> {
    const { stop, canLeaveOpen = false } = this.ports
    if (!canLeaveOpen) return this.list({})
    const listing = stop.aborted ? null : await this.list({ waiting: stop })
    if (listing !== null && (listing.ok || listing.failure.kind !== 'stopped')) return listing
    return this.list({ atOnce: true })
  }

  private async list(share: CallShare): Promise<Listing> {
    const segmentIds = [...new Set(this.files.map(({ place }) => place.segmentId))]
    for (let tried = 1; ; tried += 1) {
      if (share.signal?.aborted === true) return { ok: false, failure: stopped }
      try {
        const { assets, rejected } = await this.ports.client.listSegments(this.context, segmentIds, share)
        const [first] = rejected
        if (first === undefined) return { ok: true, assets }
        return { ok: false, failure: withDetail('server-refused', first.detail) }
      } catch (error) {
        const failure = toFailure(error)
        if (failure.kind !== 'throttled' || share.atOnce === true || tried === tries)
          return { ok: false, failure }
      }
    }
  }

  private async endAll(files: readonly File[], end: RoundEnd): Promise<void> {
    for (const file of files) await this.ports.onEnd(file, end)
  }
}

/** Every file that an upload to this place may land on. */
function filesAt(assets: readonly Asset[], place: AssetIdentity): Asset[] {
  return assets.filter((asset) => mayBeSamePlace(asset, place))
}

function toSelected(asset: Asset): SelectedAsset {
  const { context, segmentId, locale, relativePath, name, size, modifiedDate } = asset
  return { context, segmentId, locale, relativePath, name, size, modifiedDate }
}
