import type { AssetContext } from '../../shared/asset'
import type { DeletionQuestion } from '../../shared/deletion'
import { fail, succeed, type Result } from '../../shared/result'
import type { UploadStart } from '../../shared/transfers'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import { toFailure } from '../wordbee/wordbee-error'
import { canReplace, sourceLocations } from './can-replace'
import { FreeAssetNames } from './free-asset-names'
import type { QueuedFile, ConflictResolution } from './ports'
import { UploadReplacement, type BlockedUpload, type UploadReplacementPorts } from './upload-replacement'
import { toChoiceMap } from './upload-choices'

interface ConflictRequest {
  readonly batchId: string
  readonly choices: UploadStart['choices']
}

interface ConflictResult {
  readonly question: DeletionQuestion | null
}

interface TakenUpload extends BlockedUpload {
  readonly file: QueuedFile
}

/** Resolves name conflicts of queued files whose destination turned out to be taken. */
export class UploadConflictResolver {
  /** Files with a resolution in progress; a second request for one, such as by a double click, is ignored. */
  private readonly inProgress = new Set<string>()

  constructor(private readonly ports: UploadReplacementPorts) {}

  /** All or nothing: if the question or a free name fails, every file stays as it is. */
  async resolveConflicts(open: OpenConnection, request: ConflictRequest): Promise<Result<ConflictResult>> {
    const ids = request.choices.map(({ id }) => id).filter((id) => !this.inProgress.has(id))
    for (const id of ids) this.inProgress.add(id)
    try {
      const choices = request.choices.filter(({ id }) => ids.includes(id))
      return await this.decide(open, { batchId: request.batchId, choices })
    } finally {
      for (const id of ids) this.inProgress.delete(id)
    }
  }

  private async decide(
    open: OpenConnection,
    { batchId, choices }: ConflictRequest,
  ): Promise<Result<ConflictResult>> {
    const found = this.ports.queue.findBatch(batchId)
    if (found === null || found.batch.context === null) return fail({ kind: 'plan-unknown', retry: 'no' })
    if (found.batch.accountKey !== accountKeyOf(open)) return fail({ kind: 'not-connected', retry: 'no' })
    const choiceById = toChoiceMap(choices)
    const taken = found.files.flatMap(({ file, outcome }): TakenUpload[] =>
      outcome.state === 'name-taken' ? [{ id: file.id, file, there: outcome.there }] : [],
    )
    const sources = sourceLocations(found.files.map(({ file }) => file))
    const withChoice = (choice: string): TakenUpload[] =>
      taken.filter(({ id }) => choiceById.get(id) === choice)
    const names = await this.findFreeNames(open, found.batch.context, {
      files: withChoice('keep-both').map(({ file }) => file),
      others: found.files.map(({ file }) => file),
    })
    if (!names.ok) return names
    const replacing = withChoice('replace')
    if (!replacing.every(({ file }) => canReplace(file, sources))) {
      return fail({ kind: 'request-invalid', retry: 'no' })
    }
    const replacement = new UploadReplacement(this.ports, replacing)
    const question = await replacement.createQuestion()
    if (!question.ok) return question
    const resolutions: [string, ConflictResolution][] = [
      ...withChoice('skip').map(({ id }): [string, ConflictResolution] => [id, { state: 'skipped' }]),
      ...names.value.map(([id, name]): [string, ConflictResolution] => [id, { state: 'waiting', name }]),
      ...replacing.map(({ id }): [string, ConflictResolution] => [id, { state: 'clearing' }]),
    ]
    try {
      await this.ports.queue.resolveConflicts(batchId, new Map(resolutions))
      await replacement.markQueued(batchId, new Map(replacing.map(({ id }) => [id, id])))
      return succeed({ question: question.value })
    } catch {
      replacement.abandon()
      return fail({ kind: 'storage-failed', retry: 'now' })
    }
  }

  /** Costs a listing of the segments, unless no name is needed. */
  private async findFreeNames(
    open: OpenConnection,
    context: AssetContext,
    { files, others }: { readonly files: readonly QueuedFile[]; readonly others: readonly QueuedFile[] },
  ): Promise<Result<readonly (readonly [string, string])[]>> {
    if (files.length === 0) return succeed([])
    const segmentIds = [...new Set(files.map(({ identity }) => identity.segmentId))]
    try {
      const { assets } = await open.client.listSegments(context, segmentIds)
      const names = new FreeAssetNames([...assets, ...others.map(({ identity }) => identity)])
      return succeed(files.map(({ id, identity }) => [id, names.takeName({ ...identity, context })] as const))
    } catch (error) {
      return fail(toFailure(error))
    }
  }
}
