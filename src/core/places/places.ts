import type { ListingPart, OpeningProgress, PageRequest } from '../../shared/ipc/contract'
import type {
  DocumentList,
  FlexDocument,
  Job,
  Listing,
  Page,
  PlaceRequest,
  Project,
  SegmentedPlace,
  SegmentList,
} from '../../shared/place'
import { fail, succeed, type Result } from '../../shared/result'
import type { OpenConnection } from '../connections/open-connection'
import type { Clock } from '../ports'
import { toFailure } from '../wordbee/wordbee-error'
import type { WordbeeClient } from '../wordbee/client'
import { listPlaceSegments } from './list-place-segments'
import { listProjectDocuments } from './list-project-documents'
import { openPlace, type OpenPlaceRequest } from './open-place'

export interface PlacesPorts {
  readonly clock: Clock
  readonly connection: () => OpenConnection | null
  readonly onPart: (part: ListingPart) => void
  readonly onOpening: (news: OpeningProgress) => void
}

/** A place as it was listed, and how much of it was told in parts: the first `told` of its assets. */
export interface OpenedPlace {
  readonly listing: Listing
  readonly parts: number
  readonly reported: number
}

/** A place that is being listed; `answer` settles the question about its cost. */
interface Opening {
  readonly abort: AbortController
  answer: (isApproved: boolean) => void
}

/** What searching for segments tells while it goes on. */
type ReportingOptions = Required<Pick<OpenPlaceRequest, 'onFound' | 'onCost'>> & {
  readonly signal: AbortSignal
}

/** So many places listed side by side are no wish of a user; a window that asks for more is out of order. */
const mostAtOnce = 20

/** Looking around on the open connection. Every failure is a value; without a connection it is `not-connected`. */
export class Places {
  private readonly opening = new Map<string, Opening>()

  constructor(private readonly ports: PlacesPorts) {}

  listProjects(request: PageRequest): Promise<Result<Page<Project>>> {
    return this.requestApproval((client) => client.listProjects(request))
  }

  listJobs(request: PageRequest): Promise<Result<Page<Job>>> {
    return this.requestApproval((client) => client.listJobs(request))
  }

  listFlexDocuments(request: PageRequest): Promise<Result<Page<FlexDocument>>> {
    return this.requestApproval((client) => client.listFlexDocuments(request))
  }

  /** Failures: `stopped` and the client's. */
  listDocuments(requestId: string, projectId: number): Promise<Result<DocumentList>> {
    return this.reportProgress(requestId, ({ client }, reported) =>
      listProjectDocuments({ client, projectId, ...reported }),
    )
  }

  /** Lists a place; its rows are told as they come, the whole is the answer. Failures: `stopped`, those of `openPlace`. */
  async openPlace(requestId: string, place: PlaceRequest): Promise<Result<OpenedPlace>> {
    const { clock, onPart } = this.ports
    let [parts, reported] = [0, 0]
    const listing = await this.reportProgress(requestId, ({ client }, news) =>
      openPlace({
        ...{ client, clock, place, ...news },
        onPart: (assets, { done, total }) => {
          if (news.signal.aborted) return
          parts += 1
          reported += assets.length
          onPart({ requestId, assets, callsDone: done, callsTotal: total })
        },
      }),
    )
    return listing.ok ? succeed({ listing: listing.value, parts, reported }) : listing
  }

  /** The segments of a place without their assets. Failures: `stopped` and the client's. */
  listSegments(requestId: string, place: SegmentedPlace): Promise<Result<SegmentList>> {
    return this.reportProgress(requestId, ({ client }, reported) =>
      listPlaceSegments({ client, place, ...reported }),
    )
  }

  /** The user pays for a place that costs many calls. */
  approveOpening(requestId: string): void {
    this.opening.get(requestId)?.answer(true)
  }

  cancelOpening(requestId: string): void {
    const opening = this.opening.get(requestId)
    opening?.abort.abort()
    opening?.answer(false)
  }

  cancelAllOpenings(): void {
    for (const requestId of this.opening.keys()) this.cancelOpening(requestId)
  }

  /** Searching and listing that can be told of, paid for and ended by the id of its request. */
  private async reportProgress<Value>(
    requestId: string,
    work: (open: OpenConnection, reported: ReportingOptions) => Promise<Result<Value>>,
  ): Promise<Result<Value>> {
    const open = this.ports.connection()
    if (open === null) return fail({ kind: 'not-connected', retry: 'no' })
    if (this.opening.has(requestId) || this.opening.size >= mostAtOnce)
      return fail({ kind: 'request-invalid', retry: 'no' })
    const opening: Opening = { abort: new AbortController(), answer: () => undefined }
    this.opening.set(requestId, opening)
    try {
      const result = await work(open, this.reportingOptions(requestId, opening))
      return opening.abort.signal.aborted ? fail({ kind: 'stopped', retry: 'now' }) : result
    } finally {
      this.opening.delete(requestId)
    }
  }

  private reportingOptions(requestId: string, opening: Opening): ReportingOptions {
    const { signal } = opening.abort
    const { onOpening } = this.ports
    return {
      signal,
      onFound: (found, expected) => {
        if (!signal.aborted) onOpening({ requestId, found, expected, cost: null, needsApproval: false })
      },
      onCost: (cost, asks) => {
        if (signal.aborted) return Promise.resolve(false)
        const answer = new Promise<boolean>((resolve) => (opening.answer = resolve))
        if (!asks) opening.answer(true)
        onOpening({ requestId, found: cost.segments, expected: null, cost, needsApproval: asks })
        return answer
      },
    }
  }

  private async requestApproval<Value>(
    work: (client: WordbeeClient) => Promise<Value>,
  ): Promise<Result<Value>> {
    const open = this.ports.connection()
    if (open === null) return fail({ kind: 'not-connected', retry: 'no' })
    try {
      return succeed(await work(open.client))
    } catch (error) {
      return fail(toFailure(error))
    }
  }
}
