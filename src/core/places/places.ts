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
import type { ConnectionAccess } from '../connections/connection-access'
import type { OpenConnection } from '../connections/open-connection'
import type { Subsystem } from '../lifecycle'
import type { Clock } from '../ports'
import { toFailure } from '../wordbee/wordbee-error'
import type { WordbeeClient } from '../wordbee/client'
import { listPlaceSegments } from './list-place-segments'
import { listProjectDocuments } from './list-project-documents'
import { openPlace, type OpenPlaceRequest } from './open-place'

export interface PlacesPorts {
  readonly clock: Clock
  readonly connections: ConnectionAccess
  readonly onPart: (part: ListingPart) => void
  readonly onOpening: (progress: OpeningProgress) => void
}

/** The listing of a place, and how much of it was already sent in parts. */
export interface OpenedPlace {
  readonly listing: Listing
  /** Number of parts sent. */
  readonly parts: number
  /** Number of assets in those parts: the first ones of the listing. */
  readonly reported: number
}

/** A place that is being listed; `decide` settles the approval of its cost. */
interface Opening {
  readonly abort: AbortController
  decide: (isApproved: boolean) => void
}

/** The callbacks that report the progress of a search. */
type ReportingOptions = Required<Pick<OpenPlaceRequest, 'onFound' | 'onCost'>> & {
  readonly signal: AbortSignal
}

/** Maximum number of places listed in parallel. Only a misbehaving window would exceed it. */
const maxConcurrentOpenings = 20

/** Lists and opens places on the open connection. Failures are values; without a connection: `not-connected`. */
export class Places implements Subsystem {
  readonly name = 'places'
  private readonly openings = new Map<string, Opening>()

  constructor(private readonly ports: PlacesPorts) {}

  listProjects(request: PageRequest): Promise<Result<Page<Project>>> {
    return this.callClient((client) => client.listProjects(request))
  }

  listJobs(request: PageRequest): Promise<Result<Page<Job>>> {
    return this.callClient((client) => client.listJobs(request))
  }

  listFlexDocuments(request: PageRequest): Promise<Result<Page<FlexDocument>>> {
    return this.callClient((client) => client.listFlexDocuments(request))
  }

  /** Failures: `stopped` and the client's. */
  listDocuments(requestId: string, projectId: number): Promise<Result<DocumentList>> {
    return this.runOpening(requestId, ({ client }, callbacks) =>
      listProjectDocuments({ client, projectId, ...callbacks }),
    )
  }

  /** Lists a place; its assets are also sent in parts as they arrive. Failures: `stopped`, those of `openPlace`. */
  async openPlace(requestId: string, place: PlaceRequest): Promise<Result<OpenedPlace>> {
    const { clock, onPart } = this.ports
    let [parts, reported] = [0, 0]
    const listing = await this.runOpening(requestId, ({ client }, callbacks) =>
      openPlace({
        client,
        clock,
        place,
        ...callbacks,
        onPart: (assets, { done, total }) => {
          if (callbacks.signal.aborted) return
          parts += 1
          reported += assets.length
          onPart({ requestId, assets, callsDone: done, callsTotal: total })
        },
      }),
    )
    return listing.ok ? succeed({ listing: listing.value, parts, reported }) : listing
  }

  /** Lists the segments of a place without their assets. Failures: `stopped` and the client's. */
  listSegments(requestId: string, place: SegmentedPlace): Promise<Result<SegmentList>> {
    return this.runOpening(requestId, ({ client }, callbacks) =>
      listPlaceSegments({ client, place, ...callbacks }),
    )
  }

  /** The user approves the cost of a place. */
  approveOpening(requestId: string): void {
    this.openings.get(requestId)?.decide(true)
  }

  cancelOpening(requestId: string): void {
    const opening = this.openings.get(requestId)
    opening?.abort.abort()
    opening?.decide(false)
  }

  onConnectionChanged(): void {
    this.cancelAllOpenings()
  }

  pageLoaded(): void {
    this.cancelAllOpenings()
  }

  private cancelAllOpenings(): void {
    for (const requestId of this.openings.keys()) this.cancelOpening(requestId)
  }

  /** Runs a search or listing that reports progress, may need approval, and can be cancelled by its request id. */
  private async runOpening<Value>(
    requestId: string,
    work: (open: OpenConnection, callbacks: ReportingOptions) => Promise<Result<Value>>,
  ): Promise<Result<Value>> {
    const open = this.ports.connections.require()
    if (!open.ok) return open
    if (this.openings.has(requestId) || this.openings.size >= maxConcurrentOpenings)
      return fail({ kind: 'request-invalid', retry: 'no' })
    const opening: Opening = { abort: new AbortController(), decide: () => undefined }
    this.openings.set(requestId, opening)
    try {
      const result = await work(open.value, this.reportingOptions(requestId, opening))
      return opening.abort.signal.aborted ? fail({ kind: 'stopped', retry: 'now' }) : result
    } finally {
      this.openings.delete(requestId)
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
      onCost: (cost, needsApproval) => {
        if (signal.aborted) return Promise.resolve(false)
        const decision = new Promise<boolean>((resolve) => (opening.decide = resolve))
        if (!needsApproval) opening.decide(true)
        onOpening({ requestId, found: cost.segments, expected: null, cost, needsApproval })
        return decision
      },
    }
  }

  private async callClient<Value>(work: (client: WordbeeClient) => Promise<Value>): Promise<Result<Value>> {
    const open = this.ports.connections.require()
    if (!open.ok) return open
    try {
      return succeed(await work(open.value.client))
    } catch (error) {
      return fail(toFailure(error))
    }
  }
}
