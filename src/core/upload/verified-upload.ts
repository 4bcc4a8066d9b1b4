import type { Asset, AssetContext, AssetIdentity } from '../../shared/asset'
import type { SelectedAsset } from '../../shared/deletion'
import { toSelectedAsset } from '../../shared/selected-asset'
import type { AppFailure } from '../../shared/failure'
import { mayBeSamePath, storagePath } from '../assets/storage-path'
import type { Clock } from '../ports'
import type { CallOptions } from '../wordbee/budget/call-options'
import type { WordbeeClient } from '../wordbee/client'
import type { UploadGate } from '../wordbee/upload-asset'
import { toFailure, failureWithDetail } from '../wordbee/wordbee-error'
import { findUploadedFiles, type SentFile, type UploadMatch } from './find-uploaded'
import { AttachAbortedError, type SendOutcome } from './send-outcome'

/** A file to upload. `size` is read after it was sent; before that it may be unknown. */
export interface FileToUpload extends SentFile {
  readonly id: string
}

/** The result for one file, confirmed by the listings before and after it. */
export type VerifiedOutcome =
  /** Nothing was sent. `there`: every listed file that the upload might overwrite; at least one. */
  | { readonly result: 'name-taken'; readonly there: readonly SelectedAsset[] }
  | { readonly result: 'not-sent'; readonly failure: AppFailure }
  | { readonly result: 'at-its-place' | 'elsewhere'; readonly listed: Asset }
  /** The file at its destination has another size. */
  | { readonly result: 'different' }
  /** Not listed. `failure`: why there was no response, or null if the server accepted the file. */
  | { readonly result: 'nowhere'; readonly failure: AppFailure | null }
  /** Sent, but the verifying listing failed. */
  | { readonly result: 'not-checked'; readonly failure: AppFailure }

/** A listing of segments, with its age. */
export interface TimedListing {
  readonly assets: readonly Asset[]
  /** When it was requested, by `clock.elapsed`. Age counts from the request, not from the response. */
  readonly requestedAt: number
  /** Number of suspends of the computer at that time. */
  readonly suspendCount: number
}

export interface VerifiedUploadPorts<File extends FileToUpload> {
  readonly client: Pick<WordbeeClient, 'listSegments'>
  readonly clock: Pick<Clock, 'elapsed'>
  /** Number of suspends so far: `clock` may not advance during one. Optional for callers that stop before a suspend. */
  readonly suspendCount?: () => number
  /** False for a read-only connection: nothing more is sent, but sent files are still verified. */
  readonly canWrite: () => boolean
  /** Aborted when the user stops: nothing more is sent and waits end. Files already sent are still listed. */
  readonly stopSignal: AbortSignal
  /** Aborted some time after `stopSignal`, to cancel the verifying listing (`StopLimits`). */
  readonly proof: AbortSignal
  /** False ends the round like a stop: no further file is sent. */
  readonly canStart?: (file: File) => boolean
  /** Called once before the first file is sent, with those whose destination is free and which share no path. */
  readonly onReady?: (files: readonly File[]) => void
  /** If true, a stop does not wait for the verifying listing, because a later round will verify. */
  readonly canLeaveUnverified?: boolean
  /** Which of the files at the destination an earlier run uploaded, or null. Called before sending. */
  readonly findOwnUpload?: (file: File, there: readonly Asset[]) => Asset | null
  /** Keeps the source of the file available while it is sent. */
  readonly withPinned: (file: File, work: () => Promise<void>) => Promise<void>
  /** Sends the file once, through this gate. */
  readonly sendFile: (file: File, gate: UploadGate) => Promise<SendOutcome>
  readonly onState: (file: File, state: 'sending' | 'checking') => void
  readonly onOutcome: (file: File, outcome: VerifiedOutcome) => Promise<void>
}

type ListingResult =
  ({ readonly ok: true } & TimedListing) | { readonly ok: false; readonly failure: AppFailure }

/** A sent file. `before`: the last listing before it was sent. */
interface SentRecord {
  readonly outcome: Extract<SendOutcome, { sent: 'accepted' | 'unclear' }>
  readonly before: readonly Asset[]
}

/** Attempts at a call that got a 429 or waited too long. Each waits for the throttle pause to end. */
const maxAttempts = 4
/** Verified files that are reported side by side. */
const maxReports = 4
/** An older listing is too stale to attach to its destination. */
const maxListingAgeMs = 30_000

const stopped: AppFailure = { kind: 'stopped', retry: 'now' }
const readOnly: AppFailure = { kind: 'connection-read-only', retry: 'no' }
/** Treated like a 429: nothing was done, and the destination is listed again before the next attempt. */
const waitedTooLong: AppFailure = { kind: 'throttled', retry: 'later' }

/**
 * Uploads one round of files to one context and verifies them: a listing, the uploads one by one, a closing listing. The server
 * may overwrite a file of the same name silently, so nothing is sent to an occupied destination.
 */
export class VerifiedUpload<File extends FileToUpload> {
  private readonly sent = new Map<string, SentRecord>()
  /** Files with the destination of an earlier file of this round; decided by the closing listing. */
  private readonly deferred: File[] = []
  /** The latest listing before the closing one. */
  private latestListing: TimedListing = { assets: [], requestedAt: Number.NEGATIVE_INFINITY, suspendCount: 0 }

  constructor(
    private readonly ports: VerifiedUploadPorts<File>,
    private readonly context: AssetContext,
    private readonly files: readonly File[],
  ) {}

  /**
   * `known`: a fresh listing of these segments, if the caller has one. Resolves with the closing listing, or null if there was
   * none. Never rejects because of the server or the network.
   */
  async run(known: TimedListing | null = null): Promise<TimedListing | null> {
    const before: ListingResult =
      known === null ? await this.listSegments({ signal: this.ports.stopSignal }) : { ok: true, ...known }
    if (!before.ok) {
      await this.reportAll(this.files, { result: 'not-sent', failure: before.failure })
      return null
    }
    this.latestListing = before
    this.ports.onReady?.(this.filesToSend())
    for (const file of this.files) await this.ports.withPinned(file, () => this.trySend(file))
    const unverified = this.files.filter(({ id }) => this.sent.has(id))
    if (unverified.length === 0) return null
    for (const file of unverified) this.ports.onState(file, 'checking')
    return this.verify(unverified)
  }

  private async verify(unverified: readonly File[]): Promise<TimedListing | null> {
    const after = await this.listForVerification()
    if (!after.ok) {
      await this.reportAll(unverified, { result: 'not-checked', failure: after.failure })
      await this.reportAll(this.deferred, { result: 'not-sent', failure: after.failure })
      return null
    }
    const sentFiles = unverified.map((file) => {
      // Each file has its own baseline, so that uploads by others before it are not taken for it.
      const { before } = this.sent.get(file.id) ?? { before: this.latestListing.assets }
      return { file, destination: file.destination, size: file.size, before }
    })
    const found = findUploadedFiles(sentFiles, after.assets).entries()
    const report = async (): Promise<void> => {
      for (const [{ file }, match] of found) await this.ports.onOutcome(file, this.toOutcome(file, match))
    }
    // Side by side: reporting an outcome may download the file to compare it.
    await Promise.all(Array.from({ length: maxReports }, report))
    for (const file of this.deferred) {
      const there = filesAt(after.assets, file.destination).map(toSelectedAsset)
      await this.ports.onOutcome(
        file,
        there.length === 0 ? { result: 'not-sent', failure: stopped } : { result: 'name-taken', there },
      )
    }
    return after
  }

  private filesToSend(): File[] {
    const taken = new Set(this.latestListing.assets.map(storagePath))
    return this.files.filter(({ destination }) => {
      const path = storagePath(destination)
      const isFree = !taken.has(path)
      taken.add(path)
      return isFree
    })
  }

  private async trySend(file: File): Promise<void> {
    const { ports } = this
    if (ports.stopSignal.aborted || ports.canStart?.(file) === false) {
      return ports.onOutcome(file, { result: 'not-sent', failure: stopped })
    }
    if (this.sharesSentDestination(file)) return void this.deferred.push(file)
    const there = filesAt(this.latestListing.assets, file.destination)
    const ownUpload = ports.findOwnUpload?.(file, there) ?? null
    if (ownUpload !== null) return ports.onOutcome(file, { result: 'at-its-place', listed: ownUpload })
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
      if (outcome.sent !== 'not' || outcome.failure.kind !== 'throttled' || attempt === maxAttempts)
        return outcome
      // The pause may have been long enough for someone else to upload to this destination.
      const refusal = await this.refreshListing(file)
      if (refusal !== null) return refusal
    }
  }

  /** Checks the destination until the last moment: the upload may take long, and each of its calls may wait. */
  private createGate(file: File): UploadGate {
    const refuseBytes = (): AppFailure | null => (this.ports.canWrite() ? null : readOnly)
    return {
      refuseBytes,
      beforeAttach: async () => {
        for (let attempt = 1; this.isListingStale() && attempt <= maxAttempts; attempt += 1) {
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

  /** Lists again. Null if the destination is still free. */
  private async refreshListing({
    destination,
  }: File): Promise<Extract<SendOutcome, { sent: 'not' | 'place-taken' }> | null> {
    const listing = await this.listSegments({ signal: this.ports.stopSignal })
    if (!listing.ok) return { sent: 'not', failure: listing.failure }
    this.latestListing = listing
    const there = filesAt(listing.assets, destination).map(toSelectedAsset)
    return there.length === 0 ? null : { sent: 'place-taken', there }
  }

  private sharesSentDestination({ destination }: File): boolean {
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

  /** Lists after a stop as well: sent files must be reported, unless a later round can verify them. */
  private async listForVerification(): Promise<ListingResult> {
    const { stopSignal, proof, canLeaveUnverified = false } = this.ports
    if (!canLeaveUnverified) return this.listSegments({ signal: proof })
    const listing = stopSignal.aborted
      ? null
      : await this.listSegments({ waitSignal: stopSignal, signal: proof })
    if (listing !== null && (listing.ok || listing.failure.kind !== 'stopped')) return listing
    return this.listSegments({ atOnce: true, signal: proof })
  }

  private async listSegments(options: CallOptions): Promise<ListingResult> {
    const segmentIds = [...new Set(this.files.map(({ destination }) => destination.segmentId))]
    for (let attempt = 1; ; attempt += 1) {
      if (options.signal?.aborted === true) return { ok: false, failure: stopped }
      const timing = { requestedAt: this.ports.clock.elapsed(), suspendCount: this.suspendCount() }
      try {
        const { assets, rejected } = await this.ports.client.listSegments(this.context, segmentIds, options)
        const [first] = rejected
        if (first === undefined) return { ok: true, assets, ...timing }
        return { ok: false, failure: failureWithDetail('server-refused', first.detail) }
      } catch (error) {
        const failure = toFailure(error)
        if (failure.kind !== 'throttled' || options.atOnce === true || attempt === maxAttempts)
          return { ok: false, failure }
      }
    }
  }

  private async reportAll(files: readonly File[], outcome: VerifiedOutcome): Promise<void> {
    for (const file of files) await this.ports.onOutcome(file, outcome)
  }
}

/** Every listed file that an upload to this destination might overwrite. */
function filesAt(assets: readonly Asset[], destination: AssetIdentity): Asset[] {
  return assets.filter((asset) => mayBeSamePath(asset, destination))
}
