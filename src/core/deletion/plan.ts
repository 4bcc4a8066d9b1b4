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

/** Above this number of files the user must type the number (docs/rules.md#p2). */
const filesWithoutTyping = 25

/** The part of the confirmation that says where the files are. */
export type PlanSubject = WorkAccount & Pick<DeletionQuestion, 'kind'>

/** A deletion that waits in main for confirmation, with the listing that it was made from. */
export interface DeletionPlan {
  readonly question: DeletionQuestion
  readonly touched: Touched
  readonly snapshot: Snapshot
}

/** What the user changes in a plan before confirming it. */
export interface PlanChoice {
  readonly keepsCopies: boolean
  /** Only the first files that the plan deletes, this many; all if omitted. */
  readonly maxFiles?: number | undefined
}

export interface PlanRequest {
  readonly client: DeletionClient
  readonly random: RandomSource
  readonly guard: RunGuard
  readonly limits: DeletionLimits
  readonly subject: PlanSubject
  readonly keepsCopies: boolean
  /** The selected files as the window saw them. */
  readonly selection: readonly SelectedAsset[]
}

/**
 * Lists the touched segments and freezes what would be deleted. The window is trusted only for the selection.
 * Failures: `request-invalid` (nothing selected, or from several contexts), `deletion-too-many-files`,
 * `deletion-too-large`, `listing-suspicious`, those of the client.
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
  const limitExceeded = exceededLimit(request.limits, chosen)
  if (limitExceeded !== null) return limitExceeded
  const touched = { context: first.context, segmentIds: segmentsOf(chosen) }
  try {
    const knownToWindow = toSnapshot(chosen.map(toAsset))
    const snapshot = await takeSnapshotAfter(request.client, touched, knownToWindow)
    const risksOf = findRisks(snapshot)
    const files = chosen.map((asset) => planFile(request, asset, { snapshot, risksOf }))
    const toDelete = files.filter(willBeDeleted).map(({ asset }) => asset)
    // The sizes that the window knows may be outdated.
    const listedLimitExceeded = exceededLimit(request.limits, toDelete)
    if (listedLimitExceeded !== null) return listedLimitExceeded
    const question = createQuestion(request, { files, touched, atRisk: findOthersAtRisk(toDelete, risksOf) })
    return succeed({ question, touched, snapshot })
  } catch (error) {
    if (error instanceof SuspiciousListingError) return fail({ kind: 'listing-suspicious', retry: 'now' })
    return fail(toFailure(error))
  }
}

/** The same plan with or without copies, under a new id. */
export function withCopies(
  plan: DeletionPlan,
  request: Pick<PlanRequest, 'client' | 'random' | 'subject' | 'keepsCopies'>,
): DeletionPlan {
  const { files, atRisk, copySpace, copiesExpireAt } = plan.question
  const question = createQuestion(request, { files, atRisk, touched: plan.touched })
  return { ...plan, question: { ...question, copySpace, copiesExpireAt } }
}

/** A plan for the first files that the given plan deletes, made from the same listing. */
export function limitTo(plan: DeletionPlan, maxFiles: number): DeletionPlan {
  const files = plan.question.files.filter(willBeDeleted).slice(0, maxFiles)
  const assets = files.map(({ asset }) => asset)
  const touched = { ...plan.touched, segmentIds: segmentsOf(assets) }
  const atRisk = findOthersAtRisk(assets, findRisks(plan.snapshot))
  return { ...plan, touched, question: { ...plan.question, files, atRisk } }
}

/** Bytes that the copies of this plan take. */
export function bytesToCopy({ bytes, atRisk }: Pick<DeletionQuestion, 'bytes' | 'atRisk'>): number {
  return bytes + bytesOf(atRisk)
}

/** The failure if these files exceed the limits of one run, or null. */
export function exceededLimit(
  limits: DeletionLimits,
  files: readonly { readonly size: number | null }[],
): ReturnType<typeof fail> | null {
  if (files.length > limits.maxFilesPerJob) return fail({ kind: 'deletion-too-many-files', retry: 'no' })
  return bytesOf(files) > limits.maxBytesPerJob ? fail({ kind: 'deletion-too-large', retry: 'no' }) : null
}

interface Listing {
  readonly snapshot: Snapshot
  readonly risksOf: RiskLookup
}

function planFile(
  { client, guard }: PlanRequest,
  chosen: SelectedAsset,
  { snapshot, risksOf }: Listing,
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
  return { asset: listed, planned: checkName(client, listed) }
}

function checkName(client: DeletionClient, asset: Asset): PlannedState {
  const target = checkDeleteTarget(asset)
  if (target === null) return { state: 'excluded', reason: 'unsafe-name' }
  const request = client.buildDelete(target)
  return request.ok ? { state: 'will-be-deleted' } : { state: 'excluded', reason: request.refusal }
}

export function willBeDeleted({ planned }: PlannedFile): boolean {
  return planned.state === 'will-be-deleted'
}

/** Files at risk that are not in the plan themselves. */
function findOthersAtRisk(toDelete: readonly Asset[], risksOf: RiskLookup): Asset[] {
  const plannedKeys = new Set(toDelete.map(({ key }) => key))
  const atRisk = new Map(toDelete.flatMap(risksOf).map((asset) => [asset.key, asset]))
  return [...atRisk.values()].filter(({ key }) => !plannedKeys.has(key))
}

function createQuestion(
  request: Pick<PlanRequest, 'client' | 'random' | 'subject' | 'keepsCopies'>,
  contents: {
    readonly files: readonly PlannedFile[]
    readonly touched: Touched
    readonly atRisk: readonly Asset[]
  },
): DeletionQuestion {
  const { files, touched, atRisk } = contents
  const toDelete = files.filter(willBeDeleted).map(({ asset }) => asset)
  const callsFor = (assets: readonly Asset[]): number => {
    const listingCalls = request.client.countListings(touched.context, segmentsOf(assets))
    const copyCalls = request.keepsCopies ? assets.length + atRisk.length : 0
    // The listing on confirmation, each copy and each file, the listing after the canary, the closing one.
    return listingCalls + copyCalls + assets.length + 1 + listingCalls
  }
  const calls =
    toDelete.length === 0
      ? request.client.countListings(touched.context, touched.segmentIds)
      : callsFor(toDelete)
  const waitFor = (count: number): number => request.client.estimateWaitMs(count)
  return {
    // First, because the subject may be a whole earlier question.
    ...request.subject,
    planId: request.random.id(),
    files,
    bytes: bytesOf(toDelete),
    atRisk,
    calls,
    seconds: Math.max(1, Math.round((calls * request.client.averageResponseMs()) / 1_000)),
    waitMs: waitFor(calls),
    filesThisHour: largestFitting(
      toDelete.length,
      (count) => waitFor(callsFor(toDelete.slice(0, count))) === 0,
    ),
    countToType: toDelete.length > filesWithoutTyping ? toDelete.length : null,
    keepsCopies: request.keepsCopies,
    copiesExpireAt: 0,
    copySpace: 'fits',
  }
}

/** The largest number up to `max` that fits, by bisection: a number fits if a larger one does. */
function largestFitting(max: number, fits: (count: number) => boolean): number {
  if (max === 0 || fits(max)) return max
  let fitting = 0
  let tooLarge = max
  while (tooLarge - fitting > 1) {
    const middle = Math.floor((fitting + tooLarge) / 2)
    if (fits(middle)) fitting = middle
    else tooLarge = middle
  }
  return fitting
}

function segmentsOf(files: readonly { readonly segmentId: number }[]): number[] {
  return [...new Set(files.map(({ segmentId }) => segmentId))]
}

function bytesOf(files: readonly { readonly size: number | null }[]): number {
  return files.reduce((sum, { size }) => sum + (size ?? 0), 0)
}

/** A selected file that the listing no longer shows, as far as the window knew it. */
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
