import type { AssetKey } from '../../shared/asset'
import type { FileState, DeletionFile, DeletionStop, DeletionRun } from '../../shared/deletion'
import type { BackupsResult } from './run-backups'
import type { DeletionPlan } from './plan'
import { isSameVersion, type Snapshot } from './snapshot'

/** The response to a DELETE. None of them proves that the file is gone. */
export type DeleteAnswer =
  | (ServerResponse & { readonly kind: 'answered' })
  | (ServerResponse & { readonly kind: 'unclear' })
  | (ServerResponse & { readonly kind: 'not-run' })
  /** `wasSent`: the server throttled the DELETE; otherwise it was never sent. */
  | (ServerResponse & { readonly kind: 'throttled'; readonly wasSent: boolean })
  | (ServerResponse & { readonly kind: 'forbidden'; readonly detail?: string })
  | (ServerResponse & { readonly kind: 'refused'; readonly detail?: string })

interface ServerResponse {
  /** Status and message, such as `200`, for the journal and the activity log. */
  readonly responseText: string
}

export function startRun(plan: DeletionPlan, runId: string): DeletionRun {
  const { question } = plan
  return {
    id: runId,
    phase: 'checking',
    files: question.files.map(({ asset, planned }) => ({
      key: asset.key,
      identity: asset,
      size: asset.size,
      copyId: null,
      answer: null,
      outcome: planned.state === 'excluded' ? notDeleted(planned.reason) : { state: 'waiting' },
    })),
    bytes: question.bytes,
    accountKey: question.accountKey,
    connectionName: question.connectionName,
    connectionColor: question.connectionColor,
    host: question.host,
    accountId: question.accountId,
    vanished: [],
    stop: null,
    stopRequested: false,
    waitingUntil: null,
    needsSignIn: false,
    revision: 0,
  }
}

/** The state of a file by the listing on confirmation (docs/rules.md#p2): gone, changed, or waiting to be deleted. */
export function settleBeforeSending(file: DeletionFile, plan: DeletionPlan, fresh: Snapshot): FileState {
  if (file.outcome.state !== 'waiting') return file.outcome
  const planned = plan.snapshot.get(file.key)
  const listed = fresh.get(file.key)
  if (listed === undefined) return { state: 'already-gone' }
  return planned !== undefined && isSameVersion(planned, listed) ? file.outcome : notDeleted('changed')
}

/** What decides the final states once the closing listing is available. */
export interface Closing {
  readonly before: Snapshot
  readonly after: Snapshot
  readonly answers: ReadonlyMap<AssetKey, DeleteAnswer>
  readonly stop: DeletionStop | null
}

/** The final state of a file by the closing listing. States that it does not decide were decided before. */
export function settleAtEnd(file: DeletionFile, closing: Closing): FileState {
  const answer = closing.answers.get(file.key)
  const listed = closing.after.get(file.key)
  if (answer !== undefined) return settleSent(answer, closing.before.get(file.key), listed)
  if (file.outcome.state !== 'waiting') return file.outcome
  return listed === undefined ? { state: 'already-gone' } : notReached(closing.stop)
}

/** The final state of a file if there is no closing listing: not checked if its DELETE was sent, otherwise not deleted. */
export function settleUnchecked(file: DeletionFile, wasSent: boolean, stop: DeletionStop | null): FileState {
  if (wasSent) return { state: 'not-checked' }
  return file.outcome.state === 'waiting' || file.outcome.state === 'asking' ? notReached(stop) : file.outcome
}

function settleSent(
  answer: DeleteAnswer,
  before: { readonly size: number | null; readonly modifiedDate: string | null } | undefined,
  listed: { readonly size: number | null; readonly modifiedDate: string | null } | undefined,
): FileState {
  if (listed === undefined) return { state: 'deleted-and-verified' }
  if (answer.kind === 'forbidden') return notDeleted('forbidden', answer.detail)
  if (answer.kind === 'refused') return notDeleted('refused-by-server', answer.detail)
  return { state: 'still-on-server', replaced: before !== undefined && !isSameVersion(before, listed) }
}

/** A listing did not end in time after the user stopped (`BudgetReservation.hurry`). */
export function isCutByUser({ failure }: DeletionStop): boolean {
  return failure?.kind === 'stopped'
}

function notReached(stop: DeletionStop | null): FileState {
  return notDeleted(
    stop === null || stop.reason === 'by-user' || isCutByUser(stop)
      ? 'stopped-by-user'
      : stop.reason === 'forbidden'
        ? 'forbidden'
        : 'job-stopped',
  )
}

export function notDeleted(
  reason: Extract<FileState, { state: 'not-deleted' }>['reason'],
  detail?: string,
): Extract<FileState, { state: 'not-deleted' }> {
  return detail === undefined ? { state: 'not-deleted', reason } : { state: 'not-deleted', reason, detail }
}

/** The state of a file that is not deleted because its backup, or that of a file at risk, failed (docs/rules.md#p3). */
export function copyFailed({ whose, result }: Extract<BackupsResult, { ok: false }>): FileState {
  const reason = whose === 'its-own' ? 'copy-failed' : 'sibling-copy-failed'
  return { ...notDeleted(reason, result.detail), copyFailure: result.failure }
}

export function withOutcomes(view: DeletionRun, settle: (file: DeletionFile) => FileState): DeletionRun {
  return { ...view, files: view.files.map((file) => ({ ...file, outcome: settle(file) })) }
}
