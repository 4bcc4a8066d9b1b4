import type { AssetContext } from '../../shared/asset'
import type { AppFailure } from '../../shared/failure'
import type { TransferProblem } from '../../shared/transfers'
import type { Clock, StreamHashPort } from '../ports'
import { endOfFailed } from '../sending/end-of-failed'
import { HeldBackError, type SendEnd } from '../sending/send-end'
import type { RoundFile } from '../sending/send-round'
import type { UploadGate } from '../wordbee/upload-asset'
import { SourceError } from '../wordbee/watched-bytes'
import { toFailure, WordbeeError } from '../wordbee/wordbee-error'
import type { LocalFile, LocalFilesPort, QueuedFile, TransferRun } from './ports'
import { noIntent, writeIntent, type UploadIntent } from './upload-intent'

/** The bytes of an asset that is copied. */
export type PreparedCopy =
  /** Exactly its listed size. `release`: the file is not needed any more. */
  | { readonly ok: true; readonly file: LocalFile; readonly release: () => void }
  /** `stopped`: by `run.stop`; `unreachable`: as the failure. */
  | { readonly ok: false; readonly problem: TransferProblem; readonly detail?: string }

/** Gives a local file with the bytes of this asset, and tells `receiving` while they come. Never rejects. */
export interface CopySourcePort {
  readonly prepare: (run: TransferRun, file: QueuedFile) => Promise<PreparedCopy>
}

export interface UploadSenderPorts {
  readonly clock: Pick<Clock, 'elapsed' | 'now'>
  readonly hash: StreamHashPort
  readonly files: LocalFilesPort
  readonly copies: CopySourcePort
}

/** A file of the queue on its way. */
export interface UploadFile extends RoundFile {
  readonly queued: QueuedFile
  /** That an earlier run left. */
  readonly intent: UploadIntent | null
  /** That of the bytes that are sent, once they are known. */
  size: number | null
  /** Of what was sent, or null while nothing was. */
  sha256: string | null
  hasBegun: boolean
}

/** Where one file comes from, or why it is not sent. */
type Source = { readonly file: LocalFile; readonly release: () => void } | { readonly end: SendEnd }

/** How often the window is told of bytes, milliseconds. */
const tellMs = 100

const nothing = (): void => undefined

/** Sends single files of one run: looks at the file first, and writes down what it is about to do before it attaches anything. */
export class UploadSender {
  constructor(
    private readonly ports: UploadSenderPorts,
    private readonly run: TransferRun,
    private readonly giveUp: (file: UploadFile, problem: TransferProblem, detail?: string) => Promise<void>,
  ) {}

  async send(file: UploadFile, context: AssetContext, gate: UploadGate): Promise<SendEnd> {
    file.hasBegun = true
    const source = await this.sourceOf(file)
    if ('end' in source) return source.end
    try {
      return await this.sendFrom(source.file, file, { context, gate })
    } finally {
      source.release()
    }
  }

  private async sourceOf(file: UploadFile): Promise<Source> {
    const { source } = file.queued
    const prepared =
      source.kind === 'file'
        ? { ok: true as const, file: source.file, release: nothing }
        : await this.ports.copies.prepare(this.run, file.queued)
    if (!prepared.ok) {
      const { problem, detail } = prepared
      if (problem === 'stopped' || problem === 'unreachable') {
        return { end: notSent({ kind: problem, retry: 'now', ...(detail === undefined ? {} : { detail }) }) }
      }
      return this.refuse(file, problem, detail)
    }
    const look = await this.ports.files.look(prepared.file)
    if (look === 'same' && (file.queued.size ?? prepared.file.size) === prepared.file.size) return prepared
    prepared.release()
    return this.refuse(file, look === 'same' ? 'source-changed' : `source-${look}`)
  }

  private async refuse(
    file: UploadFile,
    problem: TransferProblem,
    detail?: string,
  ): Promise<{ readonly end: SendEnd }> {
    await this.giveUp(file, problem, detail)
    return { end: { sent: 'given-up' } }
  }

  private async sendFrom(
    local: LocalFile,
    file: UploadFile,
    { context, gate }: { readonly context: AssetContext; readonly gate: UploadGate },
  ): Promise<SendEnd> {
    const { segmentId, locale, relativePath, name } = file.place
    const { files, hash } = this.ports
    const { stop } = this.run
    const step = { isAttaching: false }
    file.size = local.size
    file.sha256 = null
    try {
      await this.run.open.client.upload({
        ...{ context, segmentId, locale, relativePath, name, bytes: () => files.read(local), gate },
        ...{ waiting: stop, signal: stop, lane: 'transfers' },
        watched: {
          ...{ size: local.size, hash, onBytes: this.tellBytes(file) },
          beforeAttach: async (sha256) => {
            await this.writeDown(file, { size: local.size, sha256 })
            step.isAttaching = true
          },
        },
      })
      return { sent: 'accepted' }
    } catch (error) {
      return step.isAttaching ? this.endOfAttach(file, error) : this.endOfSending(file, local, error)
    }
  }

  /** The last moment at which nothing has happened yet. */
  private async writeDown(
    file: UploadFile,
    sent: { readonly size: number; readonly sha256: string },
  ): Promise<void> {
    try {
      await this.run.intend(file.id, writeIntent(file.place, sent))
    } catch {
      throw new HeldBackError((await this.refuse(file, 'storage')).end)
    }
    file.sha256 = sent.sha256
  }

  /** Nothing was attached: whatever went wrong, the listing has nothing to tell. */
  private async endOfSending(file: UploadFile, local: LocalFile, error: unknown): Promise<SendEnd> {
    if (error instanceof HeldBackError) return error.end
    if (!(error instanceof SourceError)) return notSent(toFailure(error))
    const look = await this.ports.files.look(local)
    return (await this.refuse(file, look === 'same' ? error.problem : `source-${look}`)).end
  }

  private async endOfAttach(file: UploadFile, error: unknown): Promise<SendEnd> {
    const end = endOfFailed(error)
    const isOurs = error instanceof WordbeeError
    if (end.sent === 'not' && isOurs) {
      file.sha256 = null
      // A disk that does not take it leaves the words of a file that a listing would show: it shows none.
      await this.run.intend(file.id, noIntent).catch(nothing)
    }
    return end
  }

  private tellBytes(file: UploadFile): (bytes: number) => void {
    let toldAt = Number.NEGATIVE_INFINITY
    return (bytes) => {
      const now = this.ports.clock.elapsed()
      if (now - toldAt < tellMs && bytes !== file.size) return
      toldAt = now
      void this.run.tell(file.id, { state: 'sending', bytes })
    }
  }
}

function notSent(failure: AppFailure): SendEnd {
  return { sent: 'not', failure }
}
