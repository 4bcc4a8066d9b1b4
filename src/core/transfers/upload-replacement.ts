import type { DeletionQuestion, SelectedAsset } from '../../shared/deletion'
import type { Result } from '../../shared/result'
import type { Deletions } from '../deletion/deletions'
import type { PendingReplacement } from '../deletion/replacements'
import type { ConflictResolution, TransferQueue } from './ports'
import type { UploadEndedListener, UploadOutcome } from './upload-fact'

export interface UploadReplacementPorts {
  readonly queue: TransferQueue
  readonly deletions: Pick<Deletions, 'planReplacement' | 'discardPlan'>
  /** Called once for each file that failed because its destination was not cleared. */
  readonly onUploadEnded: UploadEndedListener
}

/** A file whose destination is taken. `id` is chosen by the caller. */
export interface BlockedUpload {
  readonly id: string
  readonly there: readonly SelectedAsset[]
}

/**
 * The deletion that clears the destinations of some uploads, and its question. The question is created before the uploads are
 * queued, because it may fail; an answer that comes earlier is applied once they are.
 */
export class UploadReplacement {
  private batchId: string | null = null
  private fileIds: ReadonlyMap<string, string> = new Map()
  private deferred: (() => Promise<void>) | null = null
  private planId: string | null = null

  constructor(
    private readonly ports: UploadReplacementPorts,
    private readonly files: readonly BlockedUpload[],
  ) {}

  /** Null if nothing is to be replaced. Failures: those of planning a deletion. */
  async createQuestion(): Promise<Result<DeletionQuestion | null>> {
    if (this.files.length === 0) return { ok: true, value: null }
    const replacement: PendingReplacement = {
      files: this.files,
      acquire: () => () => undefined,
      isAvailable: () => Promise.resolve(true),
      proceed: (_, stillBlocked) =>
        this.resolveFiles((id) => (stillBlocked.has(id) ? notReplaced : { state: 'waiting' })),
      // If the queue cannot be written, the files keep waiting for a decision and nothing is sent.
      abandon: () => void this.resolveFiles(() => notReplaced).catch(() => undefined),
    }
    const question = await this.ports.deletions.planReplacement(replacement)
    if (question.ok) this.planId = question.value.planId
    return question
  }

  /** Called when the uploads are queued under these ids. Never rejects: if the queue cannot be written, they keep waiting. */
  async markQueued(batchId: string, fileIds: ReadonlyMap<string, string>): Promise<void> {
    this.batchId = batchId
    this.fileIds = fileIds
    await this.deferred?.().catch(() => undefined)
  }

  /** Called if the uploads were not queued: discards the question. */
  abandon(): void {
    if (this.planId !== null) this.ports.deletions.discardPlan(this.planId)
  }

  /** Resolves only files that still wait for this deletion, not those that were stopped or resolved otherwise. */
  private async resolveFiles(toResolution: (id: string) => ConflictResolution): Promise<void> {
    const { batchId, fileIds } = this
    if (batchId === null) {
      this.deferred = () => this.resolveFiles(toResolution)
      return
    }
    const files = this.ports.queue.findBatch(batchId)?.files ?? []
    const clearing = new Set(
      files.flatMap(({ file, outcome }) => (outcome.state === 'clearing' ? [file.id] : [])),
    )
    const resolutions = this.files.flatMap(({ id }): [string, ConflictResolution][] => {
      const fileId = fileIds.get(id) ?? ''
      return clearing.has(fileId) ? [[fileId, toResolution(id)]] : []
    })
    await this.ports.queue.resolveConflicts(batchId, new Map(resolutions))
    this.reportEnded(
      batchId,
      new Set(resolutions.flatMap(([id, { state }]) => (state === 'failed' ? [id] : []))),
    )
  }

  private reportEnded(batchId: string, fileIds: ReadonlySet<string>): void {
    const { queue, onUploadEnded } = this.ports
    const found = queue.findBatch(batchId)
    const ended = found?.files.filter(({ file }) => fileIds.has(file.id)) ?? []
    for (const { file } of ended) {
      if (found !== null) onUploadEnded(found.batch, file, { outcome: notReplaced, sha256: null })
    }
  }
}

const notReplaced: ConflictResolution & UploadOutcome = { state: 'failed', problem: 'not-replaced' }
