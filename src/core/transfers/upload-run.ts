import type { AssetContext } from '../../shared/asset'
import type { AccountRefresh } from '../../shared/deletion'
import type { TransferProblem, TransferState } from '../../shared/transfers'
import { accountKeyOf } from '../connections/open-connection'
import { SendRound, type Listed, type RoundEnd } from '../sending/send-round'
import { toFailure } from '../wordbee/wordbee-error'
import type { QueuedFile, RunEnd, TransferRun } from './ports'
import { fitsRound, roundSize } from './round-size'
import { judgeUpload } from './judge-upload'
import { findOwn, readIntent } from './upload-intent'
import type { UploadEnded } from './upload-fact'
import { UploadSender, type UploadFile, type UploadSenderPorts } from './upload-sender'

export interface UploadRunnerPorts extends UploadSenderPorts {
  /** False for a connection that is read-only; asked before each call that sends. */
  readonly mayWrite: (open: TransferRun['open']) => boolean
  /** What the closing listing of each round showed. */
  readonly onRefresh: (refresh: AccountRefresh) => void
  /** Called once for each file that ended by itself. */
  readonly onUploaded: UploadEnded
}

/** Times that a file is sent anew in one run after the server was lost under it, although it answers again. */
const mostReturns = 2

/** One run over a batch, round after round. */
export class UploadRun {
  private readonly sender: UploadSender
  private readonly open = new Map<string, UploadFile>()
  private readonly returns = new Map<string, number>()
  private isOffline = false
  private isRoundOver = false

  constructor(
    private readonly ports: UploadRunnerPorts,
    private readonly job: TransferRun,
  ) {
    this.sender = new UploadSender(ports, job, (file, problem, detail) => this.fail(file, problem, detail))
  }

  async run(): Promise<RunEnd> {
    const { context } = this.job.batch
    let known: Known | null = null
    while (!this.isOffline && !this.job.stop.aborted) {
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
      const queued = this.job.take()
      if (queued === null) break
      if (!fitsRound({ files: round.length, bytes }, queued.size)) {
        this.job.putBack(queued.id)
        break
      }
      bytes += queued.size ?? roundSize.bytes
      round.push(toUploadFile(queued, context))
    }
    return round
  }

  /** Gives the closing listing for the next round, which begins at this very moment. */
  private async runRound(
    context: AssetContext | null,
    files: readonly UploadFile[],
    known: Known | null,
  ): Promise<Known | null> {
    for (const file of files) this.open.set(file.id, file)
    this.isRoundOver = false
    try {
      if (context === null) throw new Error('an upload goes nowhere')
      const segments = segmentsOf(files)
      const isKnown = known !== null && segments.every((id) => known.segmentIds.includes(id))
      const listed = await this.newRound(context, files).run(isKnown ? known : null)
      if (listed === null) return null
      this.ports.onRefresh({
        accountKey: accountKeyOf(this.job.open),
        ...{ context, segmentIds: segments, assets: listed.assets },
      })
      return { segmentIds: segments, ...listed }
    } catch (error) {
      // A defect, or a queue that rejects: what was not told is not uploaded, and the next round can run.
      const { kind, detail } = toFailure(error)
      for (const file of files) if (this.open.has(file.id)) await this.fail(file, kind, detail)
      return null
    }
  }

  private newRound(context: AssetContext, files: readonly UploadFile[]): SendRound<UploadFile> {
    const { clock, mayWrite } = this.ports
    const { open } = this.job
    // Of the first file: the listing before it may have waited for the server.
    let beganAt: number | null = null
    return new SendRound<UploadFile>(
      {
        ...{ client: open.client, clock },
        mayWrite: () => mayWrite(open),
        stop: this.job.stop,
        mayBegin: () => {
          if (beganAt !== null && this.wouldWait()) return false
          beganAt ??= clock.elapsed()
          return !this.isRoundOver && clock.elapsed() - beganAt < roundSize.ms
        },
        canLeaveOpen: true,
        findOwn: ({ intent }, there) => findOwn(intent, there),
        keeping: (_, work) => work(),
        send: (file, gate) => this.sender.send(file, context, gate),
        onState: (file, state) => {
          void this.job.tell(file.id, state === 'checking' ? { state } : { state, bytes: 0 })
        },
        onEnd: (file, end) => this.end(file, end),
      },
      context,
      files,
    )
  }

  /** Whether the next file waits for room, or for a pause of the server, longer than proofs shall take. */
  private wouldWait(): boolean {
    const roomAt = this.job.open.client.roomAt('transfers')
    return roomAt !== null && roomAt - this.ports.clock.now() > roundSize.ms
  }

  private async end(file: UploadFile, end: RoundEnd): Promise<void> {
    const judged = judgeUpload(file, end)
    if (judged.is === 'over') return this.tellEnd(file, judged.outcome)
    if (judged.is === 'lost' && !file.hasBegun) this.isOffline = true
    if (judged.is === 'lost' && file.hasBegun) {
      this.isRoundOver = true
      const returns = (this.returns.get(file.id) ?? 0) + 1
      this.returns.set(file.id, returns)
      if (returns > mostReturns) return this.tellEnd(file, judged.otherwise)
    }
    this.open.delete(file.id)
    this.job.putBack(file.id)
  }

  private fail(file: UploadFile, problem: TransferProblem, detail?: string): Promise<void> {
    return this.tellEnd(file, {
      ...{ state: 'failed', problem },
      ...(detail === undefined ? {} : { detail }),
    })
  }

  private async tellEnd(file: UploadFile, outcome: TransferState): Promise<void> {
    this.open.delete(file.id)
    await this.job.tell(file.id, outcome)
    if (outcome.state !== 'done' && outcome.state !== 'failed') return
    const sha256 = outcome.state === 'done' ? outcome.sha256 : file.sha256
    this.ports.onUploaded(this.job.batch, file.queued, { outcome, sha256 })
  }
}

/** What segments listed a moment ago. */
interface Known extends Listed {
  readonly segmentIds: readonly number[]
}

function toUploadFile(queued: QueuedFile, context: AssetContext | null): UploadFile {
  const place = { ...queued.identity, context: context ?? queued.identity.context }
  const { id, size } = queued
  return { id, queued, place, size, intent: readIntent(queued, place), sha256: null, hasBegun: false }
}

function segmentsOf(files: readonly UploadFile[]): number[] {
  return [...new Set(files.map(({ place }) => place.segmentId))]
}
