import type { Asset } from '../../shared/asset'
import type { WorkAccount } from '../../shared/connection'
import type { DeletionQuestion, PlannedFile, PlannedState, SelectedAsset } from '../../shared/deletion'
import { fail, succeed, type Result } from '../../shared/result'
import { assetKey, contextKey } from '../assets/asset-key'
import { checkDeleteTarget } from '../assets/delete-target'
import type { RandomSource } from '../ports'
import { toFailure } from '../wordbee/wordbee-error'
import { findRisks, type RiskLookup } from './at-risk'
import type { DeletionClient, DeletionLimits, RunGuard } from './ports'
import {
  isSameVersion,
  SuspiciousListingError,
  takeSnapshotAfter,
  toSnapshot,
  type Snapshot,
  type Touched,
} from './snapshot'

/** Above this many files the number must be typed (docs/rules.md#p2). */
const filesWithoutTyping = 25

/** What stands in the question about where the files are. */
export type PlanSubject = WorkAccount & Pick<DeletionQuestion, 'kind'>

/** A question frozen in main, with the listing that it was made from (docs/rules.md#p2). */
export interface DeletionPlan {
  readonly question: DeletionQuestion
  readonly touched: Touched
  readonly snapshot: Snapshot
}

export interface PlanRequest {
  readonly client: DeletionClient
  readonly random: RandomSource
  readonly guard: RunGuard
  readonly limits: DeletionLimits
  readonly subject: PlanSubject
  readonly keepsCopies: boolean
  /** What the window saw when the user chose. */
  readonly selection: readonly SelectedAsset[]
}

/**
 * Lists the touched segments anew and freezes what would be deleted. Nothing of what the window sent is believed but the
 * choice itself. Failures: `request-invalid` (nothing chosen, or from several places), `deletion-too-many-files`,
 * `deletion-too-large`, `listing-suspicious`, the client's.
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
  const tooMuch = exceeds(request.limits, chosen)
  if (tooMuch !== null) return tooMuch
  const touched = { context: first.context, segmentIds: [...new Set(chosen.map((asset) => asset.segmentId))] }
  try {
    const seen = toSnapshot(chosen.map(toAsset))
    const snapshot = await takeSnapshotAfter(request.client, touched, seen)
    const risksOf = findRisks(snapshot)
    const files = chosen.map((asset) => planFile(request, asset, { snapshot, risksOf }))
    const willGo = files.filter(isGoing).map(({ asset }) => asset)
    // What the window believed of the sizes may be old.
    const tooMuchNow = exceeds(request.limits, willGo)
    if (tooMuchNow !== null) return tooMuchNow
    const question = askAbout(request, { files, touched, atRisk: risksBeside(willGo, risksOf) })
    return succeed({ question, touched, snapshot })
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
  const { files, atRisk, copySpace } = plan.question
  const question = askAbout(request, { files, atRisk, touched: plan.touched })
  return { ...plan, question: { ...question, copySpace } }
}

/** Bytes that the copies of this question take. */
export function bytesToCopy({ bytes, atRisk }: Pick<DeletionQuestion, 'bytes' | 'atRisk'>): number {
  return bytes + bytesOf(atRisk)
}

/** Whether these are more than one job may delete: the failure, or null. */
export function exceeds(
  limits: DeletionLimits,
  files: readonly { readonly size: number | null }[],
): ReturnType<typeof fail> | null {
  if (files.length > limits.maxFilesPerJob) return fail({ kind: 'deletion-too-many-files', retry: 'no' })
  return bytesOf(files) > limits.maxBytesPerJob ? fail({ kind: 'deletion-too-large', retry: 'no' }) : null
}

interface Listed {
  readonly snapshot: Snapshot
  readonly risksOf: RiskLookup
}

function planFile(
  { client, guard }: PlanRequest,
  chosen: SelectedAsset,
  { snapshot, risksOf }: Listed,
): PlannedFile {
  const listed = snapshot.get(assetKey(chosen))
  if (listed === undefined) return { asset: toAsset(chosen), planned: { state: 'already-gone' } }
  const excluded = (reason: Extract<PlannedState, { state: 'excluded' }>['reason']): PlannedFile => ({
    asset: listed,
    planned: { state: 'excluded', reason },
  })
  if (!isSameVersion(listed, chosen)) return excluded('changed')
  if (guard.protects(listed)) return excluded('protected')
  if (risksOf(listed).some(guard.protects)) return excluded('sibling-protected')
  return { asset: listed, planned: judgeName(client, listed) }
}

function judgeName(client: DeletionClient, asset: Asset): PlannedState {
  const target = checkDeleteTarget(asset)
  if (target === null) return { state: 'excluded', reason: 'unsafe-name' }
  const request = client.buildDelete(target)
  return request.ok ? { state: 'will-be-deleted' } : { state: 'excluded', reason: request.refusal }
}

function isGoing({ planned }: PlannedFile): boolean {
  return planned.state === 'will-be-deleted'
}

/** Files that may go along and are not themselves asked for. */
function risksBeside(willGo: readonly Asset[], risksOf: RiskLookup): Asset[] {
  const asked = new Set(willGo.map(({ key }) => key))
  const beside = new Map(willGo.flatMap(risksOf).map((asset) => [asset.key, asset]))
  return [...beside.values()].filter(({ key }) => !asked.has(key))
}

function askAbout(
  request: Pick<PlanRequest, 'client' | 'random' | 'subject' | 'keepsCopies'>,
  what: {
    readonly files: readonly PlannedFile[]
    readonly touched: Touched
    readonly atRisk: readonly Asset[]
  },
): DeletionQuestion {
  const { files, touched, atRisk } = what
  const willGo = files.filter(isGoing)
  const sweep = request.client.countListings(touched.context, touched.segmentIds)
  // The listing on confirmation, each copy and each file, the listing after the first file, the closing one.
  const copies = request.keepsCopies ? willGo.length + atRisk.length : 0
  const calls = willGo.length === 0 ? sweep : sweep + copies + willGo.length + 1 + sweep
  return {
    planId: request.random.id(),
    files,
    bytes: bytesOf(willGo.map(({ asset }) => asset)),
    atRisk,
    ...request.subject,
    calls,
    seconds: Math.max(1, Math.round((calls * request.client.answerMs()) / 1_000)),
    waitMs: request.client.estimateWaitMs(calls),
    countToType: files.length > filesWithoutTyping ? files.length : null,
    keepsCopies: request.keepsCopies,
    copySpace: 'fits',
  }
}

function bytesOf(files: readonly { readonly size: number | null }[]): number {
  return files.reduce((sum, { size }) => sum + (size ?? 0), 0)
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
