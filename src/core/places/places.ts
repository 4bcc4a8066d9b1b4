import type { ListingPart } from '../../shared/ipc/contract'
import type { Listing, Page, PlaceRequest, Project, ProjectDocument } from '../../shared/place'
import { fail, succeed, type Result } from '../../shared/result'
import type { OpenConnection } from '../connections/connections'
import type { Clock } from '../ports'
import { toFailure } from '../wordbee/wordbee-error'
import type { WordbeeClient } from '../wordbee/client'
import { openPlace } from './open-place'

export interface PlacesPorts {
  readonly clock: Clock
  readonly connection: () => OpenConnection | null
  readonly onPart: (part: ListingPart) => void
}

/** Looking around on the open connection. Every failure is a value; without a connection it is `not-connected`. */
export class Places {
  private readonly opening = new Map<string, AbortController>()

  constructor(private readonly ports: PlacesPorts) {}

  listProjects(request: { readonly search: string; readonly skip: number }): Promise<Result<Page<Project>>> {
    return this.ask((client) => client.listProjects(request))
  }

  listDocuments(projectId: number): Promise<Result<Page<ProjectDocument>>> {
    return this.ask((client) => client.listDocuments(projectId))
  }

  /** Lists a place; its rows are told as they come, and the whole is the answer. Failures: `stopped`, those of `openPlace`. */
  async open(requestId: string, place: PlaceRequest): Promise<Result<Listing>> {
    const open = this.ports.connection()
    if (open === null) return fail({ kind: 'not-connected', retry: 'no' })
    const abort = new AbortController()
    this.opening.set(requestId, abort)
    const { signal } = abort
    const listing = await openPlace({
      client: open.client,
      clock: this.ports.clock,
      place,
      signal,
      onPart: (assets, { done, total }) => {
        if (!signal.aborted) this.ports.onPart({ requestId, assets, callsDone: done, callsTotal: total })
      },
    })
    this.opening.delete(requestId)
    return signal.aborted ? fail({ kind: 'stopped', retry: 'now' }) : listing
  }

  cancel(requestId: string): void {
    this.opening.get(requestId)?.abort()
  }

  cancelAll(): void {
    for (const abort of this.opening.values()) abort.abort()
  }

  private async ask<Value>(work: (client: WordbeeClient) => Promise<Value>): Promise<Result<Value>> {
    const open = this.ports.connection()
    if (open === null) return fail({ kind: 'not-connected', retry: 'no' })
    try {
      return succeed(await work(open.client))
    } catch (error) {
      return fail(toFailure(error))
    }
  }
}
