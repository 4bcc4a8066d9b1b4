import type { ActivityAction, ActivityReason, ActivityResult } from '../../shared/activity'
import type { AssetIdentity } from '../../shared/asset'
import type { FileState, DeletionFile, DeletionRun } from '../../shared/deletion'

/** What was done, as whoever did it knows it. Time, user, number and hashes are added by the log. */
export interface ActivityFact {
  readonly act: ActivityAction
  readonly result: ActivityResult
  /** Null where there is nothing to explain. */
  readonly reason: ActivityReason | null
  /** What the server said; cut to 300 characters. Never a secret, never an address with a query. "" where nothing. */
  readonly answer: string
  readonly asset: AssetIdentity
  readonly size: number | null
  /** Of the copy that is kept or was restored or purged, or null. */
  readonly sha256: string | null
  readonly accountId: string
  readonly host: string
  readonly connectionName: string
  readonly jobId: string | null
}

/**
 * Writes down what was done. Never rejects: what the disk does not take is kept, told as unsaved on the screen, and written
 * with the next act. When it answers, the facts are on the disk, or counted as unsaved.
 */
export interface ActivityRecorder {
  readonly recordFacts: (facts: readonly ActivityFact[]) => Promise<void>
}

/** The final states of a deletion, as results. Null while a file is in none of them. */
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

/** The fact of one file of a job, or null while its state is not final. */
function toDeletionFact(run: DeletionRun, file: DeletionFile, sha256Of: Sha256Of): ActivityFact | null {
  const result = toResult(file.outcome)
  if (result === null) return null
  const detail = file.outcome.state === 'not-deleted' ? file.outcome.detail : undefined
  return {
    ...{ act: 'delete', ...result, answer: file.answer ?? detail ?? '' },
    ...{ asset: file.identity, size: file.size, sha256: sha256Of(file.copyId) },
    ...toRunFields(run),
  }
}

/** The hash of a copy that is kept, or null. */
type Sha256Of = (copyId: string | null) => string | null

/** The facts of all files of a job that are in a final state, and of those that vanished beside them. */
export function toDeletionFacts(run: DeletionRun, sha256Of: Sha256Of): ActivityFact[] {
  const vanished = run.vanished.map(({ copyId, ...asset }): ActivityFact => ({
    ...{ act: 'delete', result: 'vanished-unasked', reason: null, answer: '' },
    ...{ asset, size: null, sha256: sha256Of(copyId) },
    ...toRunFields(run),
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
