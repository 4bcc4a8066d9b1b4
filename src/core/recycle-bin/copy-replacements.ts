import type { DeletionQuestion } from '../../shared/deletion'
import { fail, type Result } from '../../shared/result'
import type { ConnectionAccess } from '../connections/connection-access'
import { accountKeyOf } from '../connections/open-connection'
import type { Deletions } from '../deletion/deletions'
import type { BlockedUploadFile } from '../deletion/replacements'
import type { RecycleBin } from './recycle-bin'
import type { Restores } from './restores'

export interface CopyReplacementsPorts {
  readonly deletions: Pick<Deletions, 'planReplacement'>
  readonly restores: Pick<Restores, 'currentRestore' | 'startAfterDeletion'>
  readonly bin: Pick<RecycleBin, 'findCopy' | 'pin'>
  readonly connections: ConnectionAccess
}

/** Restores copies whose destination is taken: a deletion clears it first. */
export class CopyReplacements {
  constructor(private readonly ports: CopyReplacementsPorts) {}

  /**
   * Plans the deletion of the files that blocked these copies in the latest restore. Failures: `request-invalid` (a copy
   * that was not blocked, a restore of another account, or files of several projects), those of `Deletions.planReplacement`.
   */
  async planReplacement(copyIds: readonly string[]): Promise<Result<DeletionQuestion>> {
    const copies = this.findBlocked(copyIds)
    if (copies === null) return fail({ kind: 'request-invalid', retry: 'no' })
    const ids = copies.map(({ id }) => id)
    const { bin, restores, deletions } = this.ports
    return deletions.planReplacement({
      files: copies,
      // Pinned, so that they are not evicted to make space for the copies of the files that they replace.
      acquire: () => bin.pin(ids),
      isAvailable: async () =>
        (await Promise.all(ids.map((id) => bin.findCopy(id)))).every((entry) => entry !== null),
      proceed: (open, stillBlocked) => restores.startAfterDeletion(open, ids, stillBlocked),
      // The copies stay in the bin, and the restore has already reported why.
      abandon: () => undefined,
    })
  }

  private findBlocked(copyIds: readonly string[]): readonly BlockedUploadFile[] | null {
    const view = this.ports.restores.currentRestore()
    const open = this.ports.connections.current()
    // A restore of another account does not count, even if the files have the same paths.
    if (view?.isDone !== true || open === null || view.accountKey !== accountKeyOf(open)) return null
    const blockersByCopy = new Map(
      view.files.map(({ copyId, outcome }) => [copyId, outcome.state === 'name-taken' ? outcome.there : []]),
    )
    const copies = [...new Set(copyIds)].map((id) => ({ id, there: blockersByCopy.get(id) ?? [] }))
    return copies.every(({ there }) => there.length > 0) ? copies : null
  }
}
