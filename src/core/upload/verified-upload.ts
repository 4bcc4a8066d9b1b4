import type { Asset, AssetContext, AssetIdentity } from '../../shared/asset'
import type { SelectedAsset } from '../../shared/deletion'
import type { AppFailure } from '../../shared/failure'
import { mayBeSamePath } from '../assets/storage-path'
import type { Clock } from '../ports'
import type { CallOptions } from '../wordbee/budget/call-options'
import type { WordbeeClient } from '../wordbee/client'
import type { UploadGate } from '../wordbee/upload-asset'
import { toFailure, failureWithDetail } from '../wordbee/wordbee-error'
import { findUploadedFiles, type SentFile, type UploadMatch } from './find-uploaded'
import { AttachAbortedError, type SendOutcome } from './send-outcome'

/** A file that is to be sent. Its size is asked for when it was sent: before that it may not be known. */
export interface FileToUpload extends SentFile {
  readonly id: string
}

/** What became of one file, by the listings around it. */
export type VerifiedOutcome =
  /** Nothing was sent. `there`: every file that an upload might land on, as listed then; at least one. */
  | { readonly result: 'name-taken'; readonly there: readonly SelectedAsset[] }
  | { readonly result: 'not-sent'; readonly failure: AppFailure }
  | { readonly result: 'at-its-place' | 'elsewhere'; readonly listed: Asset }
  /** At its place there is something of another size. */
  | { readonly result: 'different' }
  /** Not listed. `failure`: why its answer is missing, or null where the server said that it took it. */
  | { readonly result: 'nowhere'; readonly failure: AppFailure | null }
  /** Sent; the listing that proves it could not be had. */
  | { readonly result: 'not-checked'; readonly failure: AppFailure }

/** What segments listed. */
export interface TimedListing {
  readonly assets: readonly Asset[]
  /** When it was asked for, by `clock.elapsed`: it is as old as the question, not as its answer. */
  readonly requestedAt: number
  /** How often the computer had fallen asleep by then. */
  readonly suspendCount: number
}

export interface VerifiedUploadPorts<File extends FileToUpload> {
  readonly client: Pick<WordbeeClient, 'listSegments'>
  readonly clock: Pick<Clock, 'elapsed'>
  /** How often the computer fell asleep: the clock may have stood still meanwhile. Left out by who ends before it does. */
  readonly suspendCount?: () => number
  /** False for a connection that is read-only: nothing more is sent, what was is still checked. */
  readonly canWrite: () => boolean
  /** Aborted when the user stops: no further file is sent, and none waits any longer. What was sent is listed. */
  readonly stopSignal: AbortSignal
  /** False: no further file of this round is sent, as if it was stopped. */
  readonly canStart?: () => boolean
  /** After a stop the listing that proves is not waited for: another round will tell. */
  readonly canLeaveUnverified?: boolean
  /** Of files at the place of one that is not sent yet: the one that an earlier run sent there, or null. */
  readonly findOwnUpload?: (file: File, there: readonly Asset[]) => Asset | null
  /** Keeps what it needs from going while one file is sent. */
  readonly withPinned: (file: File, work: () => Promise<void>) => Promise<void>
  /** Sends it, once, through this gate. */
  readonly sendFile: (file: File, gate: UploadGate) => Promise<SendOutcome>
  readonly onState: (file: File, state: 'sending' | 'checking') => void
  readonly onOutcome: (file: File, outcome: VerifiedOutcome) => Promise<void>
}

type ListingResult =
  ({ readonly ok: true } & TimedListing) | { readonly ok: false; readonly failure: AppFailure }

/** Sent, with what the segments listed last before. */
interface SentRecord {
  readonly outcome: Extract<SendOutcome, { sent: 'accepted' | 'unclear' }>
  readonly before: readonly Asset[]
}

/** Times that something a server refused with 429, or that waited too long, is asked for; each waits for the pause to end. */
const maxTries = 4
/** A listing that is older says too little of a place that bytes are to be attached to. Milliseconds. */
const maxListingAgeMs = 30_000

const stopped: AppFailure = { kind: 'stopped', retry: 'now' }
const readOnly: AppFailure = { kind: 'connection-read-only', retry: 'no' }
/** As after a 429: nothing was done, and the place is looked at again before it is asked for again. */
const waitedTooLong: AppFailure = { kind: 'throttled', retry: 'later' }

/**
 * Sends a few files to one context, and is the one place that judges what became of them: one listing before, the uploads one
 * by one, one listing that proves them. The same name may overwrite silently, so nothing is sent where a file may be there.
 */
export class VerifiedUpload<File extends FileToUpload> {
  private readonly sent = new Map<string, SentRecord>()
  /** Files of a place that an earlier one of this round was sent to: the closing listing tells what is there. */
  private readonly deferred: File[] = []
  /** The newest listing before the closing one. */
  private latestListing: TimedListing = { assets: [], requestedAt: Number.NEGATIVE_INFINITY, suspendCount: 0 }

  constructor(
    private readonly ports: VerifiedUploadPorts<File>,
    private readonly context: AssetContext,
    private readonly files: readonly File[],
  ) {}

  /**
   * `known`: what these segments list, where somebody has just asked. Gives the closing listing, or null where there is none.
   * Never rejects for what a server or the network does.
   */
  async run(known: TimedListing | null = null): Promise<TimedListing | null> {
    const before: ListingResult =
      known === null ? await this.listSegments({ signal: this.ports.stopSignal }) : { ok: true, ...known }
    if (!before.ok) {
      await this.reportAll(this.files, { result: 'not-sent', failure: before.failure })
      return null
    }
    this.latestListing = before
    for (const file of this.files) await this.ports.withPinned(file, () => this.trySend(file))
    const open = this.files.filter(({ id }) => this.sent.has(id))
    if (open.length === 0) return null
    for (const file of open) this.ports.onState(file, 'checking')
    return this.verify(open)
  }

  private async verify(open: readonly File[]): Promise<TimedListing | null> {
    const after = await this.listForVerification()
    if (!after.ok) {
      await this.reportAll(open, { result: 'not-checked', failure: after.failure })
      await this.reportAll(this.deferred, { result: 'not-sent', failure: after.failure })
      return null
    }
    const sentFiles = open.map((file) => {
      // What others put there since is not its own, and what came with it is: each has a listing of its own before it.
      const { before } = this.sent.get(file.id) ?? { before: this.latestListing.assets }
      return { file, destination: file.destination, size: file.size, before }
    })
    for (const [{ file }, found] of findUploadedFiles(sentFiles, after.assets)) {
      await this.ports.onOutcome(file, this.toOutcome(file, found))
    }
    for (const file of this.deferred) {
      const there = filesAt(after.assets, file.destination).map(toSelectedAsset)
      await this.ports.onOutcome(
        file,
        there.length === 0 ? { result: 'not-sent', failure: stopped } : { result: 'name-taken', there },
      )
    }
    return after
  }

  private async trySend(file: File): Promise<void> {
    const { ports } = this
    if (ports.stopSignal.aborted || ports.canStart?.() === false) {
      return ports.onOutcome(file, { result: 'not-sent', failure: stopped })
    }
    if (this.isBehindSentFile(file)) return void this.deferred.push(file)
    const there = filesAt(this.latestListing.assets, file.destination)
    const own = ports.findOwnUpload?.(file, there) ?? null
    if (own !== null) return ports.onOutcome(file, { result: 'at-its-place', listed: own })
    if (there.length > 0)
      return ports.onOutcome(file, { result: 'name-taken', there: there.map(toSelectedAsset) })
    if (!ports.canWrite()) return ports.onOutcome(file, { result: 'not-sent', failure: readOnly })
    ports.onState(file, 'sending')
    const outcome = await this.sendWithRetries(file)
    if (outcome.sent === 'not') await ports.onOutcome(file, { result: 'not-sent', failure: outcome.failure })
    else if (outcome.sent === 'place-taken')
      await ports.onOutcome(file, { result: 'name-taken', there: outcome.there })
    else if (outcome.sent !== 'given-up')
      this.sent.set(file.id, { outcome, before: this.latestListing.assets })
  }

  private async sendWithRetries(file: File): Promise<SendOutcome> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.ports.sendFile(file, this.createGate(file))
      if (outcome.sent !== 'not' || outcome.failure.kind !== 'throttled' || attempt === maxTries)
        return outcome
      // The pause may have been long: somebody else may have put a file there meanwhile.
      const refusal = await this.refreshListing(file)
      if (refusal !== null) return refusal
    }
  }

  /** An upload may take long, and each of its calls may wait: until the very last moment somebody may put a file there. */
  private createGate(file: File): UploadGate {
    const refuseBytes = (): AppFailure | null => (this.ports.canWrite() ? null : readOnly)
    return {
      refuseBytes,
      beforeAttach: async () => {
        for (let attempt = 1; this.isListingStale() && attempt <= maxTries; attempt += 1) {
          const refusal = await this.refreshListing(file)
          if (refusal !== null) throw new AttachAbortedError(refusal)
        }
      },
      refuseAttach: () => refuseBytes() ?? (this.isListingStale() ? waitedTooLong : null),
    }
  }

  private isListingStale(): boolean {
    const { requestedAt, suspendCount } = this.latestListing
    return suspendCount !== this.suspendCount() || this.ports.clock.elapsed() - requestedAt > maxListingAgeMs
  }

  private suspendCount(): number {
    return this.ports.suspendCount?.() ?? 0
  }

  /** Lists anew: null where its place is still free. */
  private async refreshListing({
    destination,
  }: File): Promise<Extract<SendOutcome, { sent: 'not' | 'place-taken' }> | null> {
    const listing = await this.listSegments({ signal: this.ports.stopSignal })
    if (!listing.ok) return { sent: 'not', failure: listing.failure }
    this.latestListing = listing
    const there = filesAt(listing.assets, destination).map(toSelectedAsset)
    return there.length === 0 ? null : { sent: 'place-taken', there }
  }

  private isBehindSentFile({ destination }: File): boolean {
    return this.files.some(
      (other) => this.sent.has(other.id) && mayBeSamePath(other.destination, destination),
    )
  }

  private toOutcome(file: File, found: UploadMatch): VerifiedOutcome {
    if (found.match === 'different') return { result: 'different' }
    if (found.match !== 'nowhere') return { result: found.match, listed: found.listed }
    const outcome = this.sent.get(file.id)?.outcome
    return { result: 'nowhere', failure: outcome?.sent === 'unclear' ? outcome.failure : null }
  }

  /** The closing listing is made after a stop too: what was sent must be told, unless another round can tell. */
  private async listForVerification(): Promise<ListingResult> {
    const { stopSignal, canLeaveUnverified = false } = this.ports
    if (!canLeaveUnverified) return this.listSegments({})
    const listing = stopSignal.aborted ? null : await this.listSegments({ waiting: stopSignal })
    if (listing !== null && (listing.ok || listing.failure.kind !== 'stopped')) return listing
    return this.listSegments({ atOnce: true })
  }

  private async listSegments(share: CallOptions): Promise<ListingResult> {
    const segmentIds = [...new Set(this.files.map(({ destination }) => destination.segmentId))]
    for (let attempt = 1; ; attempt += 1) {
      if (share.signal?.aborted === true) return { ok: false, failure: stopped }
      const timing = { requestedAt: this.ports.clock.elapsed(), suspendCount: this.suspendCount() }
      try {
        const { assets, rejected } = await this.ports.client.listSegments(this.context, segmentIds, share)
        const [first] = rejected
        if (first === undefined) return { ok: true, assets, ...timing }
        return { ok: false, failure: failureWithDetail('server-refused', first.detail) }
      } catch (error) {
        const failure = toFailure(error)
        if (failure.kind !== 'throttled' || share.atOnce === true || attempt === maxTries)
          return { ok: false, failure }
      }
    }
  }

  private async reportAll(files: readonly File[], outcome: VerifiedOutcome): Promise<void> {
    for (const file of files) await this.ports.onOutcome(file, outcome)
  }
}

/** Every file that an upload to this place may land on. */
function filesAt(assets: readonly Asset[], destination: AssetIdentity): Asset[] {
  return assets.filter((asset) => mayBeSamePath(asset, destination))
}

function toSelectedAsset(asset: Asset): SelectedAsset {
  const { context, segmentId, locale, relativePath, name, size, modifiedDate } = asset
  return { context, segmentId, locale, relativePath, name, size, modifiedDate }
}
