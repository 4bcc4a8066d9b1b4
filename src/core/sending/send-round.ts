import type { Asset, AssetContext, AssetIdentity } from '../../shared/asset'
import type { SelectedAsset } from '../../shared/deletion'
import type { AppFailure } from '../../shared/failure'
import { mayBeSamePlace } from '../assets/storage-place'
import type { Clock } from '../ports'
import type { CallShare } from '../wordbee/budget/share'
import type { WordbeeClient } from '../wordbee/client'
import type { UploadGate } from '../wordbee/upload-asset'
import { toFailure, withDetail } from '../wordbee/wordbee-error'
import { lookForAll, type SentFile, type Sighting } from './look-for'
import { HeldBackError, type SendEnd } from './send-end'

/** A file that is to be sent. Its size is asked for when it was sent: before that it may not be known. */
export interface RoundFile extends SentFile {
  readonly id: string
}

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

/** What segments listed. */
export interface Listed {
  readonly assets: readonly Asset[]
  /** When it was asked for, by `clock.elapsed`: it is as old as the question, not as its answer. */
  readonly askedAt: number
  /** How often the computer had fallen asleep by then. */
  readonly naps: number
}

export interface RoundPorts<File extends RoundFile> {
  readonly client: Pick<WordbeeClient, 'listSegments'>
  readonly clock: Pick<Clock, 'elapsed'>
  /** How often the computer fell asleep: the clock may have stood still meanwhile. Left out by who ends before it does. */
  readonly naps?: () => number
  /** False for a connection that is read-only: nothing more is sent, what was is still checked. */
  readonly mayWrite: () => boolean
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
  /** Sends it, once, through this gate. */
  readonly send: (file: File, gate: UploadGate) => Promise<SendEnd>
  readonly onState: (file: File, state: 'sending' | 'checking') => void
  readonly onEnd: (file: File, end: RoundEnd) => Promise<void>
}

type Listing = ({ readonly ok: true } & Listed) | { readonly ok: false; readonly failure: AppFailure }

/** Sent, with what the segments listed last before. */
interface Sent {
  readonly end: Extract<SendEnd, { sent: 'accepted' | 'unclear' }>
  readonly before: readonly Asset[]
}

/** Times that something a server refused with 429, or that waited too long, is asked for; each waits for the pause to end. */
const tries = 4
/** A listing that is older says too little of a place that bytes are to be attached to. Milliseconds. */
const freshMs = 30_000

const stopped: AppFailure = { kind: 'stopped', retry: 'now' }
const readOnly: AppFailure = { kind: 'connection-read-only', retry: 'no' }
/** As after a 429: nothing was done, and the place is looked at again before it is asked for again. */
const waitedTooLong: AppFailure = { kind: 'throttled', retry: 'later' }

/**
 * Sends a few files to one context, and is the one place that judges what became of them: one listing before, the uploads one
 * by one, one listing that proves them. The same name may overwrite silently, so nothing is sent where a file may be there.
 */
export class SendRound<File extends RoundFile> {
  private readonly sent = new Map<string, Sent>()
  /** Files of a place that an earlier one of this round was sent to: the closing listing tells what is there. */
  private readonly behind: File[] = []
  /** The newest listing before the closing one. */
  private before: Listed = { assets: [], askedAt: Number.NEGATIVE_INFINITY, naps: 0 }

  constructor(
    private readonly ports: RoundPorts<File>,
    private readonly context: AssetContext,
    private readonly files: readonly File[],
  ) {}

  /**
   * `known`: what these segments list, where somebody has just asked. Gives the closing listing, or null where there is none.
   * Never rejects for what a server or the network does.
   */
  async run(known: Listed | null = null): Promise<Listed | null> {
    const before: Listing =
      known === null ? await this.list({ signal: this.ports.stop }) : { ok: true, ...known }
    if (!before.ok) {
      await this.endAll(this.files, { end: 'not-sent', failure: before.failure })
      return null
    }
    this.before = before
    for (const file of this.files) await this.ports.keeping(file, () => this.trySending(file))
    const open = this.files.filter(({ id }) => this.sent.has(id))
    if (open.length === 0) return null
    for (const file of open) this.ports.onState(file, 'checking')
    return this.close(open)
  }

  private async close(open: readonly File[]): Promise<Listed | null> {
    const after = await this.listAfter()
    if (!after.ok) {
      await this.endAll(open, { end: 'not-checked', failure: after.failure })
      await this.endAll(this.behind, { end: 'not-sent', failure: after.failure })
      return null
    }
    const sought = open.map((file) => {
      // What others put there since is not its own, and what came with it is: each has a listing of its own before it.
      const { before } = this.sent.get(file.id) ?? { before: this.before.assets }
      return { file, place: file.place, size: file.size, before }
    })
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
    return after
  }

  private async trySending(file: File): Promise<void> {
    const { ports } = this
    if (ports.stop.aborted || ports.mayBegin?.() === false) {
      return ports.onEnd(file, { end: 'not-sent', failure: stopped })
    }
    if (this.isBehindAnother(file)) return void this.behind.push(file)
    const there = filesAt(this.before.assets, file.place)
    const own = ports.findOwn?.(file, there) ?? null
    if (own !== null) return ports.onEnd(file, { end: 'at-its-place', listed: own })
    if (there.length > 0) return ports.onEnd(file, { end: 'name-taken', there: there.map(toSelected) })
    if (!ports.mayWrite()) return ports.onEnd(file, { end: 'not-sent', failure: readOnly })
    ports.onState(file, 'sending')
    const end = await this.sendPatiently(file)
    if (end.sent === 'not') await ports.onEnd(file, { end: 'not-sent', failure: end.failure })
    else if (end.sent === 'place-taken') await ports.onEnd(file, { end: 'name-taken', there: end.there })
    else if (end.sent !== 'given-up') this.sent.set(file.id, { end, before: this.before.assets })
  }

  private async sendPatiently(file: File): Promise<SendEnd> {
    for (let tried = 1; ; tried += 1) {
      const end = await this.ports.send(file, this.gateOf(file))
      if (end.sent !== 'not' || end.failure.kind !== 'throttled' || tried === tries) return end
      // The pause may have been long: somebody else may have put a file there meanwhile.
      const taken = await this.lookAgain(file)
      if (taken !== null) return taken
    }
  }

  /** An upload may take long, and each of its calls may wait: until the very last moment somebody may put a file there. */
  private gateOf(file: File): UploadGate {
    const refuseBytes = (): AppFailure | null => (this.ports.mayWrite() ? null : readOnly)
    return {
      refuseBytes,
      beforeAttach: async () => {
        for (let tried = 1; this.isOutdated() && tried <= tries; tried += 1) {
          const taken = await this.lookAgain(file)
          if (taken !== null) throw new HeldBackError(taken)
        }
      },
      refuseAttach: () => refuseBytes() ?? (this.isOutdated() ? waitedTooLong : null),
    }
  }

  private isOutdated(): boolean {
    const { askedAt, naps } = this.before
    return naps !== this.naps() || this.ports.clock.elapsed() - askedAt > freshMs
  }

  private naps(): number {
    return this.ports.naps?.() ?? 0
  }

  /** Lists anew: null where its place is still free. */
  private async lookAgain({
    place,
  }: File): Promise<Extract<SendEnd, { sent: 'not' | 'place-taken' }> | null> {
    const listing = await this.list({ signal: this.ports.stop })
    if (!listing.ok) return { sent: 'not', failure: listing.failure }
    this.before = listing
    const there = filesAt(listing.assets, place).map(toSelected)
    return there.length === 0 ? null : { sent: 'place-taken', there }
  }

  private isBehindAnother({ place }: File): boolean {
    return this.files.some((other) => this.sent.has(other.id) && mayBeSamePlace(other.place, place))
  }

  private judge(file: File, sighting: Sighting): RoundEnd {
    if (sighting.seen === 'different') return { end: 'different' }
    if (sighting.seen !== 'nowhere') return { end: sighting.seen, listed: sighting.listed }
    const end = this.sent.get(file.id)?.end
    return { end: 'nowhere', failure: end?.sent === 'unclear' ? end.failure : null }
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
      const asked = { askedAt: this.ports.clock.elapsed(), naps: this.naps() }
      try {
        const { assets, rejected } = await this.ports.client.listSegments(this.context, segmentIds, share)
        const [first] = rejected
        if (first === undefined) return { ok: true, assets, ...asked }
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
