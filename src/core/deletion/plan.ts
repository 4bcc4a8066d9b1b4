import type { Asset } from '../../shared/asset'
import type { DeletionQuestion, PlannedFile, PlannedState, SelectedAsset } from '../../shared/deletion'
import { fail, succeed, type Result } from '../../shared/result'
import { assetKey, contextKey } from '../assets/asset-key'
import { checkDeleteTarget } from '../assets/delete-target'
import type { RandomSource } from '../ports'
import { toFailure } from '../wordbee/wordbee-error'
import type { DeletionClient } from './ports'
import {
  isSameFile,
  SuspiciousListingError,
  takeSnapshotAfter,
  toSnapshot,
  type Snapshot,
  type Touched,
} from './snapshot'

/** Above this many files the number must be typed (`product.md`). */
const filesWithoutTyping = 25

/** What stands in the question about where the files are. */
export type PlanSubject = Pick<
  DeletionQuestion,
  'connectionName' | 'connectionColor' | 'host' | 'accountId' | 'kind'
>

/** A question frozen in main, with the listing that it was made from (P2). */
export interface DeletionPlan {
  readonly question: DeletionQuestion
  readonly touched: Touched
  readonly snapshot: Snapshot
}

export interface PlanRequest {
  readonly client: DeletionClient
  readonly random: RandomSource
  readonly subject: PlanSubject
  readonly keepsCopies: boolean
  /** What the window saw when the user chose. */
  readonly selection: readonly SelectedAsset[]
}

/**
 * Lists the touched segments anew and freezes what would be deleted. Nothing of what the window sent is believed but the
 * choice itself. Failures: `request-invalid` (nothing chosen, or from several places), `listing-suspicious`, the client's.
 */
export async function makePlan(request: PlanRequest): Promise<Result<DeletionPlan>> {
  const chosen = [...new Map(request.selection.map((asset) => [assetKey(asset), asset])).values()]
  const [first] = chosen
  if (
    first === undefined ||
    chosen.some((asset) => contextKey(asset.context) !== contextKey(first.context))
  ) {
    return fail({ kind: 'request-invalid', retry: 'no' })
  }
  const touched = { context: first.context, segmentIds: [...new Set(chosen.map((asset) => asset.segmentId))] }
  try {
    const seen = toSnapshot(chosen.map(toAsset))
    const snapshot = await takeSnapshotAfter(request.client, touched, seen)
    const files = chosen.map((asset) => planFile(request.client, asset, snapshot))
    return succeed({ question: askAbout(request, files, touched), touched, snapshot })
  } catch (error) {
    if (error instanceof SuspiciousListingError) return fail({ kind: 'listing-suspicious', retry: 'now' })
    return fail(toFailure(error))
  }
}

/** The same files from the same listing, with or without copies. */
export function withCopies(
  plan: DeletionPlan,
  request: Pick<PlanRequest, 'client' | 'random' | 'subject' | 'keepsCopies'>,
): DeletionPlan {
  const question = askAbout({ ...request, selection: [] }, plan.question.files, plan.touched)
  return { ...plan, question: { ...question, copyRoom: plan.question.copyRoom } }
}

function planFile(client: DeletionClient, chosen: SelectedAsset, snapshot: Snapshot): PlannedFile {
  const listed = snapshot.get(assetKey(chosen))
  if (listed === undefined) return { asset: toAsset(chosen), planned: { state: 'already-gone' } }
  if (!isSameFile(listed, chosen)) return { asset: listed, planned: { state: 'excluded', reason: 'changed' } }
  return { asset: listed, planned: judgeName(client, listed) }
}

function judgeName(client: DeletionClient, asset: Asset): PlannedState {
  const target = checkDeleteTarget(asset)
  if (target === null) return { state: 'excluded', reason: 'unsafe-name' }
  const request = client.buildDelete(target)
  return request.ok ? { state: 'will-be-deleted' } : { state: 'excluded', reason: request.refusal }
}

function askAbout(request: PlanRequest, files: readonly PlannedFile[], touched: Touched): DeletionQuestion {
  const willGo = files.filter((file) => file.planned.state === 'will-be-deleted')
  const sweep = request.client.countListings(touched.context, touched.segmentIds)
  // The listing on confirmation, each copy and each file, the listing after the first file, the closing one.
  const copies = request.keepsCopies ? willGo.length : 0
  const calls = willGo.length === 0 ? sweep : sweep + copies + willGo.length + 1 + sweep
  return {
    planId: request.random.id(),
    files,
    bytes: willGo.reduce((sum, file) => sum + (file.asset.size ?? 0), 0),
    ...request.subject,
    calls,
    seconds: Math.max(1, Math.round((calls * request.client.answerMs()) / 1_000)),
    waitMs: request.client.estimateWaitMs(calls),
    numberToType: files.length > filesWithoutTyping ? files.length : null,
    keepsCopies: request.keepsCopies,
    copyRoom: 'fits',
    atRisk: [],
  }
}

/** A chosen file that no listing shows any more, as far as it was known. */
function toAsset(chosen: SelectedAsset): Asset {
  const { context, segmentId, locale, relativePath, name, size, modifiedDate } = chosen
  const identity = { context, segmentId, locale, relativePath, name }
  return {
    ...identity,
    key: assetKey(identity),
    size,
    modifiedDate,
    contentType: '',
    createdDate: null,
    documentId: null,
    projectId: null,
  }
}
