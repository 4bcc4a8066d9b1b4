import type { AssetContext } from '../../shared/asset'
import type { AccountSegmentsRefresh } from '../../shared/deletion'
import type { TransferProblem, TransferState } from '../../shared/transfers'
import { accountKeyOf } from '../connections/open-connection'
import type { MeasurePort } from '../ports'
import { compareBytes, type BytesComparison } from '../upload/compare-bytes'
import { VerifiedUpload, type TimedListing, type VerifiedOutcome } from '../upload/verified-upload'
import { stopLimitsOf, type StopLimits } from '../stop-limits'
import { toFailure } from '../wordbee/wordbee-error'
import type { QueuedFile, RunOutcome, TransferRun } from './ports'
import { fitsRound, roundSize } from './round-size'
import { judgeUpload, sentHashOf } from './judge-upload'
import { findOwnUpload, parseIntent } from './upload-intent'
import type { UploadEndedListener } from './upload-fact'
import { FileUploader, type FileUploaderPorts } from './file-uploader'
import type { UploadFile } from './upload-file'

export interface UploadRunnerPorts extends FileUploaderPorts {
  /** False for a read-only connection; checked before each call that sends. */
  readonly canWrite: (open: TransferRun['open']) => boolean
  readonly measure: MeasurePort['measure']
  /** Whether the bytes of each upload are compared while calls are left; read each time because it is a setting. */
  readonly comparesBytes: () => boolean
  /** Called with the closing listing of each round. */
  readonly onRefresh: (refresh: AccountSegmentsRefresh) => void
  /** Called once for each file that is done or failed. */
  readonly onUploadEnded: UploadEndedListener
}

/** How often a file is sent again in one run after its connection broke, although the server responds otherwise. */
const maxResends = 2

/** One run over a batch of uploads, in rounds of a few files. */
export class UploadBatch {
  private readonly uploader: FileUploader
  private readonly openFiles = new Map<string, UploadFile>()
  private readonly resendCounts = new Map<string, number>()
  private readonly limits: StopLimits
  private isOffline = false
  private isRoundClosed = false

  constructor(
    private readonly ports: UploadRunnerPorts,
    private readonly transferRun: TransferRun,
  ) {
    this.limits = stopLimitsOf(ports.clock, transferRun.stopSignal)
    this.uploader = new FileUploader(ports, transferRun, {
      answer: this.limits.answer,
      reportFailure: (file, problem, detail) => this.failFile(file, problem, detail),
    })
  }

  async run(): Promise<RunOutcome> {
    try {
      return await this.runRounds()
    } finally {
      this.limits.end()
    }
  }

  private async runRounds(): Promise<RunOutcome> {
    const { context } = this.transferRun.batch
    let known: KnownListing | null = null
    while (!this.isOffline && !this.transferRun.stopSignal.aborted) {
      const files = this.takeRound(context)
      if (files.length === 0) break
      known = await this.runRound(context, files, known)
    }
    return this.isOffline ? 'offline' : 'ended'
  }

  private takeRound(context: AssetContext | null): UploadFile[] {
    const round: UploadFile[] = []
    let bytes = 0
    while (round.length < roundSize.files) {
      const queued = this.transferRun.takeFile()
      if (queued === null) break
      if (!fitsRound({ files: round.length, bytes }, queued.size)) {
        this.transferRun.requeue(queued.id)
        break
      }
      bytes += queued.size ?? roundSize.bytes
      round.push(toUploadFile(queued, context))
    }
    return round
  }

  /** Resolves with the closing listing, which the next round reuses since it starts immediately. */
  private async runRound(
    context: AssetContext | null,
    files: readonly UploadFile[],
    known: KnownListing | null,
  ): Promise<KnownListing | null> {
    for (const file of files) this.openFiles.set(file.id, file)
    this.isRoundClosed = false
    try {
      if (context === null) throw new Error('an upload batch without a context')
      const segmentIds = segmentIdsOf(files)
      const isKnown = known !== null && segmentIds.every((id) => known.segmentIds.includes(id))
      const listed = await this.createUpload(context, files).run(isKnown ? known : null)
      if (listed === null) return null
      this.ports.onRefresh({
        accountKey: accountKeyOf(this.transferRun.open),
        context,
        segmentIds,
        assets: listed.assets,
      })
      return { segmentIds, ...listed }
    } catch (error) {
      // A defect, or a rejecting queue: fail the files without an outcome, so that the next round can run.
      const { kind, detail } = toFailure(error)
      for (const file of files) if (this.openFiles.has(file.id)) await this.failFile(file, kind, detail)
      return null
    }
  }

  private createUpload(context: AssetContext, files: readonly UploadFile[]): VerifiedUpload<UploadFile> {
    const { clock, canWrite } = this.ports
    const { open } = this.transferRun
    // Set by the first file, because the listing before it may have waited for the server.
    let startedAt: number | null = null
    return new VerifiedUpload<UploadFile>(
      {
        client: open.client,
        clock,
        canWrite: () => canWrite(open),
        stopSignal: this.transferRun.stopSignal,
        proof: this.limits.proof,
        canStart: (file) => {
          if (startedAt !== null && this.wouldWaitTooLong()) return false
          startedAt ??= clock.elapsed()
          const isInTime = clock.elapsed() - startedAt < roundSize.ms || this.uploader.hasReceived(file)
          return !this.isRoundClosed && isInTime
        },
        onReady: (ready) => {
          this.uploader.planRound(ready)
        },
        canLeaveUnverified: true,
        findOwnUpload: ({ intent }, there) => findOwnUpload(intent, there),
        withPinned: (_, work) => work(),
        sendFile: (file, gate) => this.uploader.uploadFile(file, context, gate),
        onState: (file, state) => {
          const bytes = this.uploader.hasReceived(file) ? (file.size ?? 0) : 0
          void this.transferRun.reportState(file.id, state === 'checking' ? { state } : { state, bytes })
        },
        onOutcome: (file, outcome) => this.handleOutcome(file, outcome),
      },
      context,
      files,
    )
  }

  /** Whether the next file would wait for quota or a throttle pause longer than a round may last. */
  private wouldWaitTooLong(): boolean {
    const availableAt = this.transferRun.open.client.quotaFreeAt('transfers')
    return availableAt !== null && availableAt - this.ports.clock.now() > roundSize.ms
  }

  private async handleOutcome(file: UploadFile, outcome: VerifiedOutcome): Promise<void> {
    const judgement = judgeUpload(file, outcome, await this.compareSent(file, outcome))
    if (judgement.kind === 'over') return this.reportEnd(file, judgement.outcome)
    if (judgement.kind === 'lost' && !file.hasStarted) this.isOffline = true
    if (judgement.kind === 'lost' && file.hasStarted) {
      this.isRoundClosed = true
      const resends = (this.resendCounts.get(file.id) ?? 0) + 1
      this.resendCounts.set(file.id, resends)
      if (resends > maxResends) return this.reportEnd(file, judgement.fallbackOutcome)
    }
    this.openFiles.delete(file.id)
    this.transferRun.requeue(file.id)
  }

  /**
   * Compares the bytes of an uploaded file. A file that takes the place of a deleted one waits for quota; any other is compared
   * only if the setting says so and calls are left that no waiting file needs.
   */
  private async compareSent(file: UploadFile, outcome: VerifiedOutcome): Promise<BytesComparison> {
    if (outcome.result !== 'at-its-place' && outcome.result !== 'elsewhere') return 'not-compared'
    const { listed } = outcome
    const { open, stopSignal: signal } = this.transferRun
    const sha256 = sentHashOf(file)
    const mustCompare = file.queued.replaces === true
    const canCompare = mustCompare || (this.ports.comparesBytes() && this.areCallsLeft())
    if (sha256 === null || listed.size === null || !canCompare) return 'not-compared'
    const call = mustCompare
      ? ({ priority: 'transfers', signal } as const)
      : ({ priority: 'previews', atOnce: true, signal } as const)
    const { measure, clock } = this.ports
    return compareBytes(
      { client: open.client, measure, clock },
      { listed, sent: { size: listed.size, sha256 }, call },
    )
  }

  /** Whether one more call would not delay the files that are still to be sent, with two calls each and a listing. */
  private areCallsLeft(): boolean {
    const { client } = this.transferRun.open
    const needed = 2 * this.transferRun.countWaiting() + 2
    return client.hasQuota('previews') && client.estimateWaitMs(needed) === 0
  }

  private failFile(file: UploadFile, problem: TransferProblem, detail?: string): Promise<void> {
    return this.reportEnd(file, {
      state: 'failed',
      problem,
      ...(detail === undefined ? {} : { detail }),
    })
  }

  private async reportEnd(file: UploadFile, outcome: TransferState): Promise<void> {
    this.openFiles.delete(file.id)
    await this.transferRun.reportState(file.id, outcome)
    if (outcome.state !== 'done' && outcome.state !== 'failed') return
    const sha256 = outcome.state === 'done' ? outcome.sha256 : file.sha256
    this.ports.onUploadEnded(this.transferRun.batch, file.queued, { outcome, sha256 })
  }
}

/** The closing listing of the previous round. */
interface KnownListing extends TimedListing {
  readonly segmentIds: readonly number[]
}

function toUploadFile(queued: QueuedFile, context: AssetContext | null): UploadFile {
  const destination = { ...queued.identity, context: context ?? queued.identity.context }
  const { id, size } = queued
  return {
    id,
    queued,
    destination,
    size,
    intent: parseIntent(queued, destination),
    sha256: null,
    hasStarted: false,
  }
}

function segmentIdsOf(files: readonly UploadFile[]): number[] {
  return [...new Set(files.map(({ destination }) => destination.segmentId))]
}
