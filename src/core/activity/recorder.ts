import type { ActivityAction, ActivityReason, ActivityResult } from '../../shared/activity'
import type { AssetIdentity } from '../../shared/asset'
import type { FileState, DeletionFile, DeletionRun } from '../../shared/deletion'

/** What was done to one file. The log adds time, user, number and hashes. */
export interface ActivityFact {
  readonly act: ActivityAction
  readonly result: ActivityResult
  /** Null if there is nothing to explain. */
  readonly reason: ActivityReason | null
  /** The server's response or "", cut to 300 characters. Never contains a secret or a URL with a query. */
  readonly answer: string
  readonly asset: AssetIdentity
  readonly size: number | null
  /** The hash of the copy that was made, restored or deleted, or null. */
  readonly sha256: string | null
  readonly accountId: string
  readonly host: string
  readonly connectionName: string
  readonly jobId: string | null
}

/**
 * Records what was done. When it resolves, the facts are on disk or counted as unsaved. Never rejects: facts that cannot be
 * written are shown as unsaved and written with the next ones.
 */
export interface ActivityRecorder {
  readonly recordFacts: (facts: readonly ActivityFact[]) => Promise<void>
}

/** The final state of a file in a deletion as a result, or null while the state is not final. */
function toResult(outcome: FileState): Pick<ActivityFact, 'result' | 'reason'> | null {
  switch (outcome.state) {
    case 'waiting':
    case 'asking':
    case 'asked':
    case 'unknown':
      return null
    case 'deleted-and-verified':
    case 'already-gone':
    case 'not-checked':
      return { result: outcome.state, reason: null }
    case 'still-on-server':
      return { result: outcome.state, reason: outcome.replaced ? 'replaced' : null }
    case 'not-deleted':
      return { result: outcome.state, reason: outcome.reason }
  }
}

/** The fact about one file of a run, or null while its state is not final. */
function toDeletionFact(run: DeletionRun, file: DeletionFile, sha256Of: Sha256Of): ActivityFact | null {
  const result = toResult(file.outcome)
  if (result === null) return null
  const detail = file.outcome.state === 'not-deleted' ? file.outcome.detail : undefined
  return {
    ...result,
    ...toRunFields(run),
    act: 'delete',
    answer: file.answer ?? detail ?? '',
    asset: file.identity,
    size: file.size,
    sha256: sha256Of(file.copyId),
  }
}

/** The hash of a copy in the recycle bin, or null. */
type Sha256Of = (copyId: string | null) => string | null

/** The facts about all files of a run in a final state, and about the vanished files. */
export function toDeletionFacts(run: DeletionRun, sha256Of: Sha256Of): ActivityFact[] {
  const vanished = run.vanished.map(({ copyId, ...asset }): ActivityFact => ({
    ...toRunFields(run),
    act: 'delete',
    result: 'vanished-unasked',
    reason: null,
    answer: '',
    asset,
    size: null,
    sha256: sha256Of(copyId),
  }))
  return [...run.files.flatMap((file) => toDeletionFact(run, file, sha256Of) ?? []), ...vanished]
}

function toRunFields({
  accountId,
  host,
  connectionName,
  id,
}: DeletionRun): Pick<ActivityFact, 'accountId' | 'host' | 'connectionName' | 'jobId'> {
  return { accountId, host, connectionName, jobId: id }
}
