import { z } from 'zod'
import type { SavedPlace, SavedPlaces, PlaceRequest } from '../../shared/place'
import { placeSchema } from '../../shared/place-schema'
import { fail, succeed, type Result } from '../../shared/result'
import { SerialQueue } from '../lib/serial-queue'
import type { Clock, FilesPort, HashPort } from '../ports'
import { createJsonDocument, UnreadableDocumentError, type JsonDocument } from '../storage/json-document'
import { placeKey } from './place-key'

export interface SavedPlacesPorts {
  /** A folder that holds only saved places, one small file per account. */
  readonly files: FilesPort
  readonly hash: HashPort
  readonly clock: Clock
}

/** Limits per account; the oldest places beyond them are dropped. */
const maxRecent = 12
const maxPinned = 50
/** Longer pasted lists are not saved, because the file is read at each sign-in. */
const maxSegmentIds = 2_000

const savedPlaceSchema = z.object({
  id: z.string().regex(/^[0-9a-f]{24}$/),
  place: placeSchema,
  openedAt: z.number(),
})
const schema = z.object({
  v: z.literal(1),
  pinned: z.array(savedPlaceSchema).max(maxPinned).readonly(),
  recent: z.array(savedPlaceSchema).max(maxRecent).readonly(),
})
type Stored = z.infer<typeof schema>

const emptyState: Stored = { v: 1, pinned: [], recent: [] }

/**
 * The recent and pinned places of one account. A damaged or newer file is left unchanged, and places are then kept in memory
 * only. The file names neither server nor account; they are only in the hash that is its name.
 */
export class SavedPlacesStore {
  private readonly document: JsonDocument<Stored>
  private readonly fileName: string
  private state: Stored = emptyState
  private isReadable = true
  private readonly queue = new SerialQueue()

  constructor(
    private readonly ports: SavedPlacesPorts,
    accountId: string,
  ) {
    this.fileName = `places-${accountId}.json`
    this.document = createJsonDocument({
      files: ports.files,
      fileName: this.fileName,
      schema,
      empty: emptyState,
    })
    void this.queue.run(() => this.loadPlaces())
  }

  async readPlaces(): Promise<SavedPlaces> {
    await this.queue.whenIdle()
    return this.toSavedPlaces()
  }

  /** Adds an opened place as the newest of the recent ones. Never rejects: it is only a convenience. */
  async addRecent(place: PlaceRequest): Promise<SavedPlaces> {
    if (place.kind === 'segments' && place.segmentIds.length > maxSegmentIds) return this.readPlaces()
    const entry = { id: this.idOf(place), place, openedAt: this.ports.clock.now() }
    await this.updatePlaces(({ pinned, recent }) => ({
      v: 1,
      pinned: pinned.map((pin) => (pin.id === entry.id ? entry : pin)),
      recent: [entry, ...without(recent, entry.id)].slice(0, maxRecent),
    }))
    return this.toSavedPlaces()
  }

  /** Failure: `storage-failed` if the change applies only until the app quits. */
  async pinPlace(id: string, isPinned: boolean): Promise<Result<undefined>> {
    return this.updatePlaces((state) => {
      const { pinned, recent } = state
      const entry = [...recent, ...pinned].find((saved) => saved.id === id)
      if (entry === undefined) return state
      const others = without(pinned, id)
      if (isPinned) return { v: 1, pinned: [...others, entry].slice(-maxPinned), recent }
      // An unpinned place becomes a recent one again, where it can be pinned back.
      return { v: 1, pinned: others, recent: [entry, ...without(recent, id)].slice(0, maxRecent) }
    })
  }

  /** Failure: as for `pinPlace`. */
  removePlace(id: string): Promise<Result<undefined>> {
    return this.updatePlaces(({ pinned, recent }) => ({
      v: 1,
      pinned: without(pinned, id),
      recent: without(recent, id),
    }))
  }

  /** Removes the file, also one that cannot be read. Rejects if the disk fails. */
  removeAll(): Promise<void> {
    return this.queue.run(async () => {
      await this.ports.files.remove(this.fileName)
      this.state = emptyState
      this.isReadable = true
    })
  }

  /** How many places are saved, or null if the file cannot be read. */
  async countPlaces(): Promise<number | null> {
    await this.queue.whenIdle()
    const { pinned, recent } = this.toSavedPlaces()
    return this.isReadable ? pinned.length + recent.length : null
  }

  private toSavedPlaces(): SavedPlaces {
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

  /** Applies changes one after another. */
  private updatePlaces(next: (state: Stored) => Stored): Promise<Result<undefined>> {
    return this.queue.run(async () => {
      const previous = this.state
      this.state = next(previous)
      if (this.state === previous) return succeed(undefined)
      if (!this.isReadable) return fail({ kind: 'storage-failed', retry: 'no' })
      try {
        await this.document.write(this.state)
        return succeed(undefined)
      } catch {
        return fail({ kind: 'storage-failed', retry: 'now' })
      }
    })
  }
}

function without(places: readonly SavedPlace[], id: string): Stored['recent'] {
  return places.filter((place) => place.id !== id)
}
