import { z } from 'zod'
import type { SavedPlace, SavedPlaces, PlaceRequest } from '../../shared/place'
import { placeSchema } from '../../shared/place-schema'
import { fail, succeed, type Result } from '../../shared/result'
import type { Clock, FilesPort, HashPort } from '../ports'
import { createJsonDocument, UnreadableDocumentError, type JsonDocument } from '../storage/json-document'
import { placeKey } from './place-key'

export interface SavedPlacesPorts {
  /** A folder of their own, one small file an account. */
  readonly files: FilesPort
  readonly hash: HashPort
  readonly clock: Clock
}

/** Recent places; older ones go. Pinned ones stay until they are unpinned, and no more can be pinned than these. */
const mostRecent = 12
const mostPinned = 50
/** Pasted lists above it are not kept: the file is read at each sign-in. */
const maxSegmentIds = 2_000

const savedPlaceSchema = z.object({
  id: z.string().regex(/^[0-9a-f]{24}$/),
  place: placeSchema,
  openedAt: z.number(),
})
const schema = z.object({
  v: z.literal(1),
  pinned: z.array(savedPlaceSchema).max(mostPinned).readonly(),
  recent: z.array(savedPlaceSchema).max(mostRecent).readonly(),
})
type Stored = z.infer<typeof schema>

const nothing: Stored = { v: 1, pinned: [], recent: [] }

/**
 * The places that were opened and pinned on one account. A file that is damaged or of a newer version is left as it is:
 * then they are kept for this run only. Neither server nor account stand in it, only in the hash that names it.
 */
export class SavedPlacesStore {
  private readonly document: JsonDocument<Stored>
  private state: Stored = nothing
  private isReadable = true
  private queue: Promise<void>

  constructor(
    private readonly ports: SavedPlacesPorts,
    accountId: string,
  ) {
    this.document = createJsonDocument({
      ...{ files: ports.files, fileName: `places-${accountId}.json`, schema, empty: nothing },
    })
    this.queue = this.loadPlaces()
  }

  async readPlaces(): Promise<SavedPlaces> {
    await this.queue
    return this.view()
  }

  /** A place was opened: the newest of the recent ones. Never rejects: it is a convenience. */
  async addRecent(place: PlaceRequest): Promise<SavedPlaces> {
    if (place.kind === 'segments' && place.segmentIds.length > maxSegmentIds) return this.readPlaces()
    const entry = { id: this.idOf(place), place, openedAt: this.ports.clock.now() }
    await this.change(({ pinned, recent }) => ({
      v: 1,
      pinned: pinned.map((each) => (each.id === entry.id ? entry : each)),
      recent: [entry, ...without(recent, entry.id)].slice(0, mostRecent),
    }))
    return this.view()
  }

  /** Failures: `storage-failed` where it holds for this run only. */
  async pinPlace(id: string, isPinned: boolean): Promise<Result<undefined>> {
    return this.change((state) => {
      const { pinned, recent } = state
      const entry = [...recent, ...pinned].find((each) => each.id === id)
      if (entry === undefined) return state
      const others = without(pinned, id)
      if (isPinned) return { v: 1, pinned: [...others, entry].slice(-mostPinned), recent }
      // It stands among the recent ones again, where it can be pinned back.
      return { v: 1, pinned: others, recent: [entry, ...without(recent, id)].slice(0, mostRecent) }
    })
  }

  /** Failures: as `pin`. */
  removePlace(id: string): Promise<Result<undefined>> {
    return this.change(({ pinned, recent }) => ({
      ...{ v: 1, pinned: without(pinned, id), recent: without(recent, id) },
    }))
  }

  private view(): SavedPlaces {
    const { pinned, recent } = this.state
    const ids = new Set(pinned.map(({ id }) => id))
    return { pinned, recent: recent.filter(({ id }) => !ids.has(id)) }
  }

  private idOf(place: PlaceRequest): string {
    return this.ports.hash.sha256(new TextEncoder().encode(placeKey(place))).slice(0, 24)
  }

  private async loadPlaces(): Promise<void> {
    try {
      this.state = await this.document.read()
    } catch (error) {
      this.isReadable = !(error instanceof UnreadableDocumentError)
    }
  }

  /** One change after the other, each on what the one before left. */
  private change(next: (state: Stored) => Stored): Promise<Result<undefined>> {
    const done = this.queue.then(async (): Promise<Result<undefined>> => {
      const before = this.state
      this.state = next(before)
      if (this.state === before) return succeed(undefined)
      if (!this.isReadable) return fail({ kind: 'storage-failed', retry: 'no' })
      try {
        await this.document.write(this.state)
        return succeed(undefined)
      } catch {
        return fail({ kind: 'storage-failed', retry: 'now' })
      }
    })
    this.queue = done.then(() => undefined)
    return done
  }
}

function without(places: readonly SavedPlace[], id: string): Stored['recent'] {
  return places.filter((each) => each.id !== id)
}
