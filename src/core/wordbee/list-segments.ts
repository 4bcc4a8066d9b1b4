import type { Asset, AssetContext } from '../../shared/asset'
import { countThatFit, listSegmentUrl, listSegmentsUrl, maxQueryLength } from './asset-url'
import { toCallFields, type CallOptions } from './budget/call-options'
import type { SegmentIdQueue } from './segment-id-queue'
import type { ReadJson } from './read-json'
import { parseListingResponse } from './wire-asset'
import { failureWithDetail, WordbeeError } from './wordbee-error'

export interface RejectedSegment {
  readonly segmentId: number
  readonly detail: string
}

export interface SegmentsListing {
  readonly assets: readonly Asset[]
  /** Segments that the server would not list; their assets are unknown, not absent. */
  readonly rejected: readonly RejectedSegment[]
}

export interface ListOptions extends CallOptions {
  /** Called for each answer, with what it listed: together, in this order, they are the assets of the whole. */
  readonly onPart?: (
    assets: readonly Asset[],
    progress: { readonly done: number; readonly total: number },
  ) => void
}

export interface ListRequest extends ListOptions {
  readonly root: string
  readonly context: AssetContext
  readonly ids: SegmentIdQueue
}

/** Listings at once: enough to hide the way to the server, few enough to leave room for others. */
const inParallel = 3

/** Calls that may be spent on finding the ids that make the server refuse a listing: few while it has refused everything. */
const bisectingCalls = { whileAllIsRefused: 24, afterwards: 200 }

/**
 * Lists many segments in as few calls as the query limit allows, halving where the server takes less (404, 414) or its
 * answer is too large to be read, and going on with the smaller size. It begins while ids are still being found. Where a server refuses a listing because of single ids, these are found and told.
 * Failures: `no-asset-api`, `query-too-long`, `answer-too-large`, `answer-unexpected`, and those of the exchange.
 * Source: `api2/list-assets-for-multiple-segments`; limits inferred (docs/platform-api.md#listing-many-segments).
 */
export async function listSegments(readJson: ReadJson, request: ListRequest): Promise<SegmentsListing> {
  return new BatchedListing(readJson, request).run()
}

/** Lists one segment by its own call: the second opinion on an empty answer (docs/rules.md#p4). Source: `api2/list-assets-in-segment`. */
export async function listSegment(
  readJson: ReadJson,
  request: CallOptions & {
    readonly root: string
    readonly context: AssetContext
    readonly segmentId: number
  },
): Promise<readonly Asset[]> {
  const { root, context, segmentId } = request
  const url = listSegmentUrl(root, context, segmentId)
  const answer = await readJson({ method: 'GET', url, ...toCallFields(request, 'listing') })
  return toAssets(answer, context, new Set([segmentId]))
}

class BatchedListing {
  private readonly assets: Asset[] = []
  private readonly rejected: RejectedSegment[] = []
  private maxIds = Number.POSITIVE_INFINITY
  /** Ids of the latest full listing. */
  private idsPerCall = 1
  private done = 0
  private bisected = 0

  constructor(
    private readonly readJson: ReadJson,
    private readonly request: ListRequest,
  ) {}

  async run(): Promise<SegmentsListing> {
    // The first answer alone: it may teach that this server takes less.
    await this.takeOne()
    await Promise.all(Array.from({ length: inParallel }, () => this.takeAll()))
    const [first] = this.rejected
    if (first !== undefined && this.rejected.length === this.request.ids.known())
      throw refusedAll(first.detail)
    return { assets: this.assets, rejected: this.rejected }
  }

  private async takeAll(): Promise<void> {
    while (await this.takeOne());
  }

  /** False: there was nothing left. */
  private async takeOne(): Promise<boolean> {
    const { context, ids: feed } = this.request
    const ids = await feed.takeIds((waiting) =>
      Math.min(this.maxIds, countThatFit(context, waiting, maxQueryLength)),
    )
    if (ids.length === 0) return false
    this.idsPerCall = ids.length
    await this.list(ids)
    return true
  }

  private async list(ids: readonly number[]): Promise<void> {
    const { root, context, onPart } = this.request
    const url = listSegmentsUrl(root, context, ids)
    try {
      const answer = await this.readJson({ method: 'GET', url, ...toCallFields(this.request, 'listing') })
      const assets = toAssets(answer, context, new Set(ids))
      for (const asset of assets) this.assets.push(asset)
      this.done += 1
      onPart?.(assets, { done: this.done, total: this.done + this.callsLeft() })
    } catch (error) {
      await this.recover(error, ids)
    }
  }

  /** Knows four ways on: too long a query, too large an answer, single ids that are refused, or none: the sweep fails. */
  private async recover(error: unknown, ids: readonly number[]): Promise<void> {
    if (!(error instanceof WordbeeError)) throw error
    const { status } = error.facts
    const single = ids.length === 1
    if (status === 404 && single) throw new WordbeeError(failureWithDetail('no-asset-api', ''), error.facts)
    const tooMuch = status === 414 || error.failure.kind === 'answer-too-large'
    if (status === 404 || (tooMuch && !single)) {
      this.maxIds = Math.min(this.maxIds, Math.ceil(ids.length / 2))
      return this.listHalves(ids)
    }
    if (status !== 400 || error.failure.kind !== 'server-refused') throw error
    if (single && this.request.ids.known() > 1) {
      this.rejected.push({ segmentId: ids[0] ?? 0, detail: error.failure.detail ?? '' })
      return undefined
    }
    if (single || this.bisected >= this.bisectingCalls()) throw error
    this.bisected += 2
    return this.listHalves(ids)
  }

  private async listHalves(ids: readonly number[]): Promise<void> {
    const middle = Math.ceil(ids.length / 2)
    await this.list(ids.slice(0, middle))
    await this.list(ids.slice(middle))
  }

  private bisectingCalls(): number {
    return this.done === 0 ? bisectingCalls.whileAllIsRefused : bisectingCalls.afterwards
  }

  private callsLeft(): number {
    return Math.ceil(this.request.ids.left() / Math.min(this.maxIds, this.idsPerCall))
  }
}

function refusedAll(detail: string): WordbeeError {
  return new WordbeeError(failureWithDetail('server-refused', detail), { status: 400, nothingWasDone: false })
}

/** Only segments that were asked for count, and a row that is listed twice is one asset. */
function toAssets(answer: unknown, context: AssetContext, asked: ReadonlySet<number>): Asset[] {
  const listed = parseListingResponse(answer, context)
  if (listed === null)
    throw new WordbeeError(failureWithDetail('answer-unexpected', ''), { status: 200, nothingWasDone: false })
  const unique = new Map(
    listed.filter((asset) => asked.has(asset.segmentId)).map((asset) => [asset.key, asset]),
  )
  return [...unique.values()]
}
