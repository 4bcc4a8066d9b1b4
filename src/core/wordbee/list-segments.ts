import type { Asset, AssetContext, AssetKey } from '../../shared/asset'
import { countIdsThatFit, listSegmentUrl, listSegmentsUrl, maxQueryLength } from './asset-url'
import { toCallFields, type CallOptions } from './budget/call-options'
import type { FlexIds } from './flex-ids'
import type { SegmentIdQueue } from './segment-id-queue'
import type { ReadJson } from './read-json'
import { readListedRow } from './wire-asset'
import { failureWithDetail, WordbeeError } from './wordbee-error'

export interface RejectedSegment {
  readonly segmentId: number
  readonly detail: string
}

export interface SegmentsListing {
  readonly assets: readonly Asset[]
  /** Segments that the server refused to list: their assets are unknown, not absent. */
  readonly rejected: readonly RejectedSegment[]
}

export interface ListOptions extends CallOptions {
  /** Called for each response with its assets; together, in this order, they are all assets of the listing. */
  readonly onPart?: (
    assets: readonly Asset[],
    progress: { readonly done: number; readonly total: number },
  ) => void
}

export interface ListRequest extends ListOptions {
  readonly root: string
  readonly context: AssetContext
  readonly ids: SegmentIdQueue
  readonly flexIds: FlexIds
}

/** Parallel listings: enough to hide latency, few enough not to block other calls. */
const maxParallel = 3

/** Calls that may be used to find the ids that the server rejects: fewer as long as it has accepted nothing. */
const maxBisectCalls = { beforeFirstSuccess: 24, afterwards: 200 }

/**
 * Lists many segments in as few calls as the query limit allows, also while a search still adds ids. If the server accepts
 * fewer ids (404, 414) or its response is too large, the batch is halved and the smaller size is kept. If the server rejects
 * a batch because of single ids, these are found by bisection and returned as `rejected`.
 * Failures: `no-asset-api`, `query-too-long`, `answer-too-large`, `answer-unexpected`, and those of the exchange.
 * Source: `api2/list-assets-for-multiple-segments`; limits inferred (docs/platform-api.md#listing-many-segments).
 */
export async function listSegments(readJson: ReadJson, request: ListRequest): Promise<SegmentsListing> {
  return new BatchedListing(readJson, request).run()
}

/**
 * Lists one segment with the call for a single segment, to confirm an empty listing (docs/rules.md#p4).
 * Source: `api2/list-assets-in-segment`.
 */
export async function listSegment(
  readJson: ReadJson,
  request: CallOptions & {
    readonly root: string
    readonly context: AssetContext
    readonly segmentId: number
    readonly flexIds: FlexIds
  },
): Promise<readonly Asset[]> {
  const { root, context, segmentId, flexIds } = request
  const fields = toCallFields(request, 'listing')
  const response = await flexIds.read(context, request.signal, (at) => {
    const url = listSegmentUrl(root, at, segmentId)
    return readJson({ method: 'GET', url, ...fields, readRow: rowReader(context) })
  })
  return toAssets(response, new Set([segmentId]))
}

class BatchedListing {
  private readonly assets: Asset[] = []
  private readonly rejected: RejectedSegment[] = []
  private maxIds = Number.POSITIVE_INFINITY
  /** Number of ids in the latest call. */
  private idsPerCall = 1
  private done = 0
  private bisectCalls = 0

  constructor(
    private readonly readJson: ReadJson,
    private readonly request: ListRequest,
  ) {}

  async run(): Promise<SegmentsListing> {
    // The first call runs alone, because it may show that the server accepts fewer ids.
    await this.listNextBatch()
    await Promise.all(Array.from({ length: maxParallel }, () => this.listRemaining()))
    const [first] = this.rejected
    if (first !== undefined && this.rejected.length === this.request.ids.knownCount())
      throw allRejected(first.detail)
    return { assets: this.assets, rejected: this.rejected }
  }

  private async listRemaining(): Promise<void> {
    while (await this.listNextBatch());
  }

  /** False if no ids are left. */
  private async listNextBatch(): Promise<boolean> {
    const { context, ids: queue } = this.request
    const ids = await queue.takeIds((waiting) =>
      Math.min(this.maxIds, countIdsThatFit(context, waiting, maxQueryLength)),
    )
    if (ids.length === 0) return false
    this.idsPerCall = ids.length
    await this.list(ids)
    return true
  }

  private async list(ids: readonly number[]): Promise<void> {
    const { root, context, onPart, flexIds, signal } = this.request
    try {
      const fields = toCallFields(this.request, 'listing')
      const response = await flexIds.read(context, signal, (at) => {
        const url = listSegmentsUrl(root, at, ids)
        return this.readJson({ method: 'GET', url, ...fields, readRow: rowReader(context) })
      })
      const assets = toAssets(response, new Set(ids))
      for (const asset of assets) this.assets.push(asset)
      this.done += 1
      onPart?.(assets, { done: this.done, total: this.done + this.callsLeft() })
    } catch (error) {
      await this.recover(error, ids)
    }
  }

  /** Handles a query that is too long, a response that is too large, and rejected ids; any other error fails the listing. */
  private async recover(error: unknown, ids: readonly number[]): Promise<void> {
    if (!(error instanceof WordbeeError)) throw error
    const { status } = error.facts
    const isSingle = ids.length === 1
    if (status === 404 && isSingle) throw new WordbeeError(failureWithDetail('no-asset-api', ''), error.facts)
    const isTooMuch = status === 414 || error.failure.kind === 'answer-too-large'
    if (status === 404 || (isTooMuch && !isSingle)) {
      this.maxIds = Math.min(this.maxIds, Math.ceil(ids.length / 2))
      return this.listHalves(ids)
    }
    if (status !== 400 || error.failure.kind !== 'server-refused') throw error
    if (isSingle && this.request.ids.knownCount() > 1) {
      this.rejected.push({ segmentId: ids[0] ?? 0, detail: error.failure.detail ?? '' })
      return undefined
    }
    if (isSingle || this.bisectCalls >= this.maxBisectCalls()) throw error
    this.bisectCalls += 2
    return this.listHalves(ids)
  }

  private async listHalves(ids: readonly number[]): Promise<void> {
    const middle = Math.ceil(ids.length / 2)
    await this.list(ids.slice(0, middle))
    await this.list(ids.slice(middle))
  }

  private maxBisectCalls(): number {
    return this.done === 0 ? maxBisectCalls.beforeFirstSuccess : maxBisectCalls.afterwards
  }

  private callsLeft(): number {
    return Math.ceil(this.request.ids.remainingCount() / Math.min(this.maxIds, this.idsPerCall))
  }
}

function allRejected(detail: string): WordbeeError {
  return new WordbeeError(failureWithDetail('server-refused', detail), { status: 400, nothingWasDone: false })
}

/** A listing with an unreadable row must not pass for a shorter one, so the first one ends the call. */
function rowReader(context: AssetContext): (row: unknown) => Asset | 'folder' | undefined {
  return (row) => readListedRow(row, context)
}

/** The assets of a response that was read by `rowReader`, without duplicates and without segments that were not requested. */
function toAssets(response: unknown, requestedIds: ReadonlySet<number>): Asset[] {
  if (!Array.isArray(response))
    throw new WordbeeError(failureWithDetail('answer-unexpected', ''), { status: 200, nothingWasDone: false })
  const rows: readonly (Asset | 'folder')[] = response
  const unique = new Map<AssetKey, Asset>()
  for (const row of rows) if (row !== 'folder' && requestedIds.has(row.segmentId)) unique.set(row.key, row)
  return [...unique.values()]
}
