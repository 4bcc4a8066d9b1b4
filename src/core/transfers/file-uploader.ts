import type { AssetContext } from '../../shared/asset'
import type { AppFailure } from '../../shared/failure'
import type { TransferProblem } from '../../shared/transfers'
import type { Clock, StreamHashPort } from '../ports'
import { toSendOutcome } from '../upload/to-send-outcome'
import { AttachAbortedError, type SendOutcome } from '../upload/send-outcome'
import type { FileToUpload } from '../upload/verified-upload'
import type { UploadGate } from '../wordbee/upload-asset'
import { SourceError } from '../wordbee/watched-bytes'
import { toFailure, WordbeeError } from '../wordbee/wordbee-error'
import type { LocalFile, LocalFilesPort, QueuedFile, TransferRun } from './ports'
import { noIntent, serializeIntent, type UploadIntent } from './upload-intent'

/** The bytes of an asset that is copied. */
export type PreparedCopy =
  /** Exactly its listed size. `release`: the file is not needed any more. */
  | { readonly ok: true; readonly file: LocalFile; readonly release: () => void }
  /** `stopped`: by `run.stop`; `unreachable`: as the failure. */
  | { readonly ok: false; readonly problem: TransferProblem; readonly detail?: string }

/** Gives a local file with the bytes of this asset, and tells `receiving` while they come. Never rejects. */
export interface CopySourcePort {
  readonly prepareCopy: (run: TransferRun, file: QueuedFile) => Promise<PreparedCopy>
}

export interface FileUploaderPorts {
  readonly clock: Pick<Clock, 'elapsed' | 'now'>
  readonly hash: StreamHashPort
  readonly files: LocalFilesPort
  readonly copies: CopySourcePort
}

/** A file of the queue on its way. */
export interface UploadFile extends FileToUpload {
  readonly queued: QueuedFile
  /** That an earlier run left. */
  readonly intent: UploadIntent | null
  /** That of the bytes that are sent, once they are known. */
  size: number | null
  /** Of what was sent, or null while nothing was. */
  sha256: string | null
  hasStarted: boolean
}

/** Where one file comes from, or why it is not sent. */
type LocalSource = { readonly file: LocalFile; readonly release: () => void } | { readonly end: SendOutcome }

/** How often the window is told of bytes, milliseconds. */
const progressIntervalMs = 100

const noop = (): void => undefined

/** Sends single files of one run: looks at the file first, and writes down what it is about to do before it attaches anything. */
export class FileUploader {
  constructor(
    private readonly ports: FileUploaderPorts,
    private readonly run: TransferRun,
    private readonly reportFailure: (
      file: UploadFile,
      problem: TransferProblem,
      detail?: string,
    ) => Promise<void>,
  ) {}

  async uploadFile(file: UploadFile, context: AssetContext, gate: UploadGate): Promise<SendOutcome> {
    file.hasStarted = true
    const source = await this.prepareSource(file)
    if ('end' in source) return source.end
    try {
      return await this.sendBytes(source.file, file, { context, gate })
    } finally {
      source.release()
    }
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
        return { end: notSent({ kind: problem, retry: 'now', ...(detail === undefined ? {} : { detail }) }) }
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
  ): Promise<{ readonly end: SendOutcome }> {
    await this.reportFailure(file, problem, detail)
    return { end: { sent: 'given-up' } }
  }

  private async sendBytes(
    local: LocalFile,
    file: UploadFile,
    { context, gate }: { readonly context: AssetContext; readonly gate: UploadGate },
  ): Promise<SendOutcome> {
    const { segmentId, locale, relativePath, name } = file.destination
    const { files, hash } = this.ports
    const { stopSignal } = this.run
    const progress = { isAttaching: false }
    file.size = local.size
    file.sha256 = null
    try {
      await this.run.open.client.upload({
        ...{ context, segmentId, locale, relativePath, name, bytes: () => files.readFile(local), gate },
        ...{ waiting: stopSignal, signal: stopSignal, priority: 'transfers' },
        watched: {
          ...{ size: local.size, hash, onBytes: this.progressReporter(file) },
          beforeAttach: async (sha256) => {
            await this.recordIntent(file, { size: local.size, sha256 })
            progress.isAttaching = true
          },
        },
      })
      return { sent: 'accepted' }
    } catch (error) {
      return progress.isAttaching
        ? this.outcomeOfAttachError(file, error)
        : this.outcomeOfSendError(file, local, error)
    }
  }

  /** The last moment at which nothing has happened yet. */
  private async recordIntent(
    file: UploadFile,
    sent: { readonly size: number; readonly sha256: string },
  ): Promise<void> {
    try {
      await this.run.recordIntent(file.id, serializeIntent(file.destination, sent))
    } catch {
      throw new AttachAbortedError((await this.giveUp(file, 'storage')).end)
    }
    file.sha256 = sent.sha256
  }

  /** Nothing was attached: whatever went wrong, the listing has nothing to tell. */
  private async outcomeOfSendError(file: UploadFile, local: LocalFile, error: unknown): Promise<SendOutcome> {
    if (error instanceof AttachAbortedError) return error.outcome
    if (!(error instanceof SourceError)) return notSent(toFailure(error))
    const stat = await this.ports.files.stat(local)
    return (await this.giveUp(file, stat === 'same' ? error.problem : `source-${stat}`)).end
  }

  private async outcomeOfAttachError(file: UploadFile, error: unknown): Promise<SendOutcome> {
    const outcome = toSendOutcome(error)
    const isOurs = error instanceof WordbeeError
    if (outcome.sent === 'not' && isOurs) {
      file.sha256 = null
      // A disk that does not take it leaves the words of a file that a listing would show: it shows none.
      await this.run.recordIntent(file.id, noIntent).catch(noop)
    }
    return outcome
  }

  private progressReporter(file: UploadFile): (bytes: number) => void {
    let reportedAt = Number.NEGATIVE_INFINITY
    return (bytes) => {
      const now = this.ports.clock.elapsed()
      if (now - reportedAt < progressIntervalMs && bytes !== file.size) return
      reportedAt = now
      void this.run.reportState(file.id, { state: 'sending', bytes })
    }
  }
}

function notSent(failure: AppFailure): SendOutcome {
  return { sent: 'not', failure }
}
