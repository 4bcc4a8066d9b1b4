import type { Asset, AssetContext } from '../../shared/asset'
import type { AppFailure } from '../../shared/failure'
import type { TransferProblem } from '../../shared/transfers'
import { rateLimit } from '../lib/throttle'
import type { Clock, StreamHashPort } from '../ports'
import { assetKey } from '../assets/asset-key'
import { toSendOutcome } from '../upload/to-send-outcome'
import { AttachAbortedError, type SendOutcome } from '../upload/send-outcome'
import type { ReceivedMedia, UploadGate } from '../wordbee/upload-asset'
import { SourceError } from '../wordbee/watched-bytes'
import { toFailure, WordbeeError } from '../wordbee/wordbee-error'
import { JointUploads } from './joint-uploads'
import type { LocalFile, LocalFilesPort, QueuedFile, TransferRun } from './ports'
import type { UploadFile } from './upload-file'
import { noIntent, serializeIntent } from './upload-intent'

/** A local file with the bytes of an asset to copy, or why there is none. */
export type PreparedCopy =
  /** The file has exactly the listed size. `release` frees it after use. */
  | { readonly ok: true; readonly file: LocalFile; readonly release: () => void }
  /** `stopped`: `run.stopSignal` was aborted; `unreachable`: as the failure of that kind. */
  | { readonly ok: false; readonly problem: TransferProblem; readonly detail?: string }

export interface CopySourcePort {
  /** Downloads the asset and reports `receiving` while bytes arrive. Never rejects. */
  readonly prepareCopy: (run: TransferRun, file: QueuedFile) => Promise<PreparedCopy>
}

export interface FileUploaderPorts {
  readonly clock: Pick<Clock, 'elapsed' | 'now' | 'after'>
  readonly hash: StreamHashPort
  readonly files: LocalFilesPort
  readonly copies: CopySourcePort
}

/** The source of one file, or the outcome if there is none. */
type LocalSource =
  { readonly file: LocalFile; readonly release: () => void } | { readonly outcome: SendOutcome }

/** Minimum time between progress reports. */
const progressIntervalMs = 100

const noop = (): void => undefined

/** Where a file is attached, and its checks. */
interface Attachment {
  readonly context: AssetContext
  readonly gate: UploadGate
}

/** Failures that say nothing about a token. */
const unrelatedToToken = ['throttled', 'stopped', 'unreachable', 'connection-read-only']

/** The token was used for another file: nothing was done for this one, and the destination is listed again before it is sent. */
const confused: AppFailure = { kind: 'throttled', retry: 'later' }

/** What ends the upload of a file early. */
export interface EarlyEnd {
  /** Aborts the attach call, some time after a stop. */
  readonly answer: AbortSignal
  readonly reportFailure: (file: UploadFile, problem: TransferProblem, detail?: string) => Promise<void>
}

/** Uploads single files of one run. Checks the source first, and logs an intent before the attach call (docs/rules.md#p5). */
export class FileUploader {
  private readonly joint: JointUploads

  constructor(
    private readonly ports: FileUploaderPorts,
    private readonly run: TransferRun,
    private readonly earlyEnd: EarlyEnd,
  ) {
    const { hash, files } = ports
    this.joint = new JointUploads({ hash, files, reporterOf: (file) => this.progressReporter(file) }, run)
  }

  /** Plans which files of a round are sent together. `files`: those whose destination is free, each with its own path. */
  planRound(files: readonly UploadFile[]): void {
    this.joint.plan(files)
  }

  /** Whether the server has the bytes of this file already, so that only the attach call is left. */
  hasReceived(file: UploadFile): boolean {
    return this.joint.hasReceived(file)
  }

  async uploadFile(file: UploadFile, context: AssetContext, gate: UploadGate): Promise<SendOutcome> {
    file.hasStarted = true
    const claim = await this.joint.claim(file, gate.refuseBytes)
    if (!claim.ok && claim.failure !== null) return notSent(claim.failure)
    const outcome = claim.ok ? await this.attachReceived(file, claim.media, { context, gate }) : null
    return outcome ?? this.uploadAlone(file, { context, gate })
  }

  private async uploadAlone(file: UploadFile, attachment: Attachment): Promise<SendOutcome> {
    const source = await this.prepareSource(file)
    if ('outcome' in source) return source.outcome
    try {
      return await this.sendBytes(source.file, file, { attachment, received: null })
    } finally {
      source.release()
    }
  }

  /** Attaches bytes that the server has. Null if the file has to be uploaded alone after all. */
  private async attachReceived(
    file: UploadFile,
    received: ReceivedMedia,
    attachment: Attachment,
  ): Promise<SendOutcome | null> {
    const { source } = file.queued
    if (source.kind !== 'file') return null
    const outcome = await this.sendBytes(source.file, file, { attachment, received })
    if (outcome.sent !== 'not' || unrelatedToToken.includes(outcome.failure.kind)) return outcome
    this.joint.giveUp()
    return null
  }

  private async prepareSource(file: UploadFile): Promise<LocalSource> {
    const { source } = file.queued
    const prepared =
      source.kind === 'file'
        ? { ok: true as const, file: source.file, release: noop }
        : await this.ports.copies.prepareCopy(this.run, file.queued)
    if (!prepared.ok) {
      const { problem, detail } = prepared
      if (problem === 'stopped' || problem === 'unreachable') {
        return {
          outcome: notSent({ kind: problem, retry: 'now', ...(detail === undefined ? {} : { detail }) }),
        }
      }
      return this.giveUp(file, problem, detail)
    }
    const stat = await this.ports.files.stat(prepared.file)
    if (stat === 'same' && (file.queued.size ?? prepared.file.size) === prepared.file.size) return prepared
    prepared.release()
    return this.giveUp(file, stat === 'same' ? 'source-changed' : `source-${stat}`)
  }

  private async giveUp(
    file: UploadFile,
    problem: TransferProblem,
    detail?: string,
  ): Promise<{ readonly outcome: SendOutcome }> {
    await this.earlyEnd.reportFailure(file, problem, detail)
    return { outcome: { sent: 'given-up' } }
  }

  private async sendBytes(
    local: LocalFile,
    file: UploadFile,
    { attachment, received }: { readonly attachment: Attachment; readonly received: ReceivedMedia | null },
  ): Promise<SendOutcome> {
    const { segmentId, locale, relativePath, name } = file.destination
    const { context, gate } = attachment
    const { files, hash } = this.ports
    const { stopSignal } = this.run
    const progress = { isAttaching: false }
    file.size = local.size
    file.sha256 = null
    try {
      const stored = await this.run.open.client.upload({
        context,
        segmentId,
        locale,
        relativePath,
        name,
        bytes: () => files.readFile(local),
        gate,
        waitSignal: stopSignal,
        signal: stopSignal,
        answer: this.earlyEnd.answer,
        priority: 'transfers',
        ...(received === null ? {} : { received }),
        watched: {
          size: local.size,
          hash,
          onBytes: this.progressReporter(file),
          beforeAttach: async (sha256) => {
            await this.recordIntent(file, { size: local.size, sha256 })
            progress.isAttaching = true
          },
        },
      })
      return received === null ? { sent: 'accepted' } : await this.checkStored(file, stored, context)
    } catch (error) {
      return progress.isAttaching
        ? this.outcomeOfAttachError(file, error)
        : this.outcomeOfSendError(file, local, error)
    }
  }

  /**
   * The server accepted a token of a joint upload. If it stored another file of the group, the tokens are not in order: that
   * file is recorded as sent, so that the listing settles it, and this one is sent again alone.
   */
  private async checkStored(
    file: UploadFile,
    stored: Asset | null,
    context: AssetContext,
  ): Promise<SendOutcome> {
    const sent = this.joint.receivedOf(file)
    const found = await this.joint.confirm(file, stored, context)
    if (found === 'expected' || found === 'unclear') return { sent: 'accepted' }
    const media = sent.get(found.id)
    if (media === undefined || found.size === null) return { sent: 'accepted' }
    const sentBefore = { size: found.size, sha256: media.sha256 }
    found.intent = { attach: assetKey(found.destination), ...sentBefore }
    await this.run.recordIntent(found.id, serializeIntent(found.destination, sentBefore))
    await this.run.recordIntent(file.id, noIntent)
    file.sha256 = null
    return notSent(confused)
  }

  /** Called at the last moment before the attach call; nothing has been attached yet. */
  private async recordIntent(
    file: UploadFile,
    sent: { readonly size: number; readonly sha256: string },
  ): Promise<void> {
    try {
      await this.run.recordIntent(file.id, serializeIntent(file.destination, sent))
    } catch {
      throw new AttachAbortedError((await this.giveUp(file, 'storage')).outcome)
    }
    file.sha256 = sent.sha256
  }

  /** For an error before the attach call: nothing was attached, so no listing is needed. */
  private async outcomeOfSendError(file: UploadFile, local: LocalFile, error: unknown): Promise<SendOutcome> {
    if (error instanceof AttachAbortedError) return error.outcome
    if (!(error instanceof SourceError)) return notSent(toFailure(error))
    const stat = await this.ports.files.stat(local)
    return (await this.giveUp(file, stat === 'same' ? error.problem : `source-${stat}`)).outcome
  }

  private async outcomeOfAttachError(file: UploadFile, error: unknown): Promise<SendOutcome> {
    const outcome = toSendOutcome(error)
    const isRefused = outcome.sent === 'not' && error instanceof WordbeeError
    if (isRefused) {
      file.sha256 = null
      // If the disk fails, the stale intent stays, but no listing will show the file.
      await this.run.recordIntent(file.id, noIntent).catch(noop)
    }
    return outcome
  }

  private progressReporter(file: UploadFile): (bytes: number) => void {
    const isDue = rateLimit(progressIntervalMs, this.ports.clock)
    return (bytes) => {
      if (!isDue() && bytes !== file.size) return
      void this.run.reportState(file.id, { state: 'sending', bytes })
    }
  }
}

function notSent(failure: AppFailure): SendOutcome {
  return { sent: 'not', failure }
}
