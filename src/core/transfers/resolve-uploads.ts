import type { AssetContext } from '../../shared/asset'
import type { DeletionQuestion } from '../../shared/deletion'
import { fail, succeed, type Result } from '../../shared/result'
import type { UploadStart } from '../../shared/transfers'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import { toFailure } from '../wordbee/wordbee-error'
import { canReplace, sourcePlaces } from './can-replace'
import { FreePlaces } from './free-places'
import type { QueuedFile, Settlement } from './ports'
import { ReplaceUploads, type Displacing, type ReplacePorts } from './replace-uploads'
import { toChoices } from './upload-choices'

interface Wish {
  readonly batchId: string
  readonly choices: UploadStart['choices']
}

interface Resolved {
  readonly question: DeletionQuestion | null
}

interface Taken extends Displacing {
  readonly file: QueuedFile
}

/** Decides about files of the queue whose place turned out to be taken. */
export class ResolveUploads {
  /** Files that are being decided about: a second wish for one of them, as of a double click, is none. */
  private readonly underWay = new Set<string>()

  constructor(private readonly ports: ReplacePorts) {}

  /** All of it or nothing: where there can be no question, or no free name, every file stays as it is. */
  async resolve(open: OpenConnection, wish: Wish): Promise<Result<Resolved>> {
    const ids = wish.choices.map(({ id }) => id).filter((id) => !this.underWay.has(id))
    for (const id of ids) this.underWay.add(id)
    try {
      const choices = wish.choices.filter(({ id }) => ids.includes(id))
      return await this.decide(open, { batchId: wish.batchId, choices })
    } finally {
      for (const id of ids) this.underWay.delete(id)
    }
  }

  private async decide(open: OpenConnection, { batchId, choices }: Wish): Promise<Result<Resolved>> {
    const found = this.ports.queue.find(batchId)
    if (found === null || found.batch.context === null) return fail({ kind: 'plan-unknown', retry: 'no' })
    if (found.batch.accountKey !== accountKeyOf(open)) return fail({ kind: 'not-connected', retry: 'no' })
    const chosen = toChoices(choices)
    const taken = found.files.flatMap(({ file, outcome }): Taken[] =>
      outcome.state === 'name-taken' ? [{ id: file.id, file, there: outcome.there }] : [],
    )
    const sources = sourcePlaces(found.files.map(({ file }) => file))
    const by = (choice: string): Taken[] => taken.filter(({ id }) => chosen.get(id) === choice)
    const names = await this.freeNames(open, found.batch.context, {
      files: by('keep-both').map(({ file }) => file),
      others: found.files.map(({ file }) => file),
    })
    if (!names.ok) return names
    const replacing = by('replace')
    if (!replacing.every(({ file }) => canReplace(file, sources))) {
      return fail({ kind: 'request-invalid', retry: 'no' })
    }
    const replace = new ReplaceUploads(this.ports, replacing)
    const question = await replace.ask()
    if (!question.ok) return question
    const settled: [string, Settlement][] = [
      ...by('skip').map(({ id }): [string, Settlement] => [id, { state: 'skipped' }]),
      ...names.value.map(([id, name]): [string, Settlement] => [id, { state: 'waiting', name }]),
      ...replacing.map(({ id }): [string, Settlement] => [id, { state: 'clearing' }]),
    ]
    try {
      await this.ports.queue.settle(batchId, new Map(settled))
      await replace.queued(batchId, new Map(replacing.map(({ id }) => [id, id])))
      return succeed({ question: question.value })
    } catch {
      replace.drop()
      return fail({ kind: 'storage-failed', retry: 'now' })
    }
  }

  /** Costs one listing for each segment, where a name is needed at all. */
  private async freeNames(
    open: OpenConnection,
    context: AssetContext,
    { files, others }: { readonly files: readonly QueuedFile[]; readonly others: readonly QueuedFile[] },
  ): Promise<Result<readonly (readonly [string, string])[]>> {
    if (files.length === 0) return succeed([])
    const segmentIds = [...new Set(files.map(({ identity }) => identity.segmentId))]
    try {
      const { assets } = await open.client.listSegments(context, segmentIds)
      const names = new FreePlaces([...assets, ...others.map(({ identity }) => identity)])
      return succeed(files.map(({ id, identity }) => [id, names.find({ ...identity, context })] as const))
    } catch (error) {
      return fail(toFailure(error))
    }
  }
}
