import type { DeletionQuestion, SelectedAsset } from '../../shared/deletion'
import type { Result } from '../../shared/result'
import type { Replacements, Waiting } from '../recycle-bin/replacements'
import type { Settlement, TransferQueue } from './ports'
import type { UploadEnded, UploadOutcome } from './upload-fact'

export interface ReplacePorts {
  readonly queue: TransferQueue
  readonly replacements: Pick<Replacements, 'ask' | 'discard'>
  /** Called once for each file that ended since its place was not cleared. */
  readonly onUploaded: UploadEnded
}

/** A file that waits for its place, by an id of whoever asks. */
export interface Displacing {
  readonly id: string
  readonly there: readonly SelectedAsset[]
}

/**
 * The question whose deletion clears the places of some uploads. It is asked before they stand in the queue, since there may be
 * no question; what becomes of it meanwhile is told them when they do.
 */
export class ReplaceUploads {
  private batchId: string | null = null
  private fileIds: ReadonlyMap<string, string> = new Map()
  private early: (() => Promise<void>) | null = null
  private planId: string | null = null

  constructor(
    private readonly ports: ReplacePorts,
    private readonly files: readonly Displacing[],
  ) {}

  /** Null where nothing is to be replaced. Failures: those of `Deletions.plan`. */
  async ask(): Promise<Result<DeletionQuestion | null>> {
    if (this.files.length === 0) return { ok: true, value: null }
    const waiting: Waiting = {
      files: this.files,
      hold: () => () => undefined,
      isThere: () => Promise.resolve(true),
      proceed: (_, stillTaken) =>
        this.tell((id) => (stillTaken.has(id) ? notReplaced : { state: 'waiting' })),
      // A queue that cannot write it down keeps them waiting for a decision, and sends nothing.
      abandon: () => void this.tell(() => notReplaced).catch(() => undefined),
    }
    const question = await this.ports.replacements.ask(waiting)
    if (question.ok) this.planId = question.value.planId
    return question
  }

  /** They stand in the queue now, under these ids. Never rejects: what the queue cannot write down waits for a decision. */
  async queued(batchId: string, fileIds: ReadonlyMap<string, string>): Promise<void> {
    this.batchId = batchId
    this.fileIds = fileIds
    await this.early?.().catch(() => undefined)
  }

  /** They will not stand in the queue: nobody must be asked any more. */
  drop(): void {
    if (this.planId !== null) this.ports.replacements.discard(this.planId)
  }

  /** Only of files that still wait for their place: what was stopped, or decided anew, is none of this deletion's any more. */
  private async tell(settle: (id: string) => Settlement): Promise<void> {
    const { batchId, fileIds } = this
    if (batchId === null) {
      this.early = () => this.tell(settle)
      return
    }
    const files = this.ports.queue.find(batchId)?.files ?? []
    const clearing = new Set(
      files.flatMap(({ file, outcome }) => (outcome.state === 'clearing' ? [file.id] : [])),
    )
    const settled = this.files.flatMap(({ id }): [string, Settlement][] => {
      const fileId = fileIds.get(id) ?? ''
      return clearing.has(fileId) ? [[fileId, settle(id)]] : []
    })
    await this.ports.queue.settle(batchId, new Map(settled))
    this.tellEnded(batchId, new Set(settled.flatMap(([id, { state }]) => (state === 'failed' ? [id] : []))))
  }

  private tellEnded(batchId: string, fileIds: ReadonlySet<string>): void {
    const { queue, onUploaded } = this.ports
    const found = queue.find(batchId)
    const ended = found?.files.filter(({ file }) => fileIds.has(file.id)) ?? []
    for (const { file } of ended) {
      if (found !== null) onUploaded(found.batch, file, { outcome: notReplaced, sha256: null })
    }
  }
}

const notReplaced: Settlement & UploadOutcome = { state: 'failed', problem: 'not-replaced' }
