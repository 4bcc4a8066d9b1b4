import type { Asset } from '../../shared/asset'
import type { BinSpace, PurgeReport } from '../../shared/recycle-bin'
import type { OpenConnection } from '../connections/open-connection'
import type { CopyKeeper, KeptCopy } from '../deletion/ports'
import type { BlobsPort, Clock, LogFilesPort, MeasurePort, RandomSource } from '../ports'
import type { Settings } from '../settings/settings'
import type { AppendLog } from '../storage/append-log'
import { storageCause } from '../storage/storage-cause'
import {
  applyEvent,
  openBinLog,
  readEntries,
  type BinEntry,
  type BinEvent,
  type RemovalReason,
} from './bin-log'
import { Holds } from './holds'
import { factsOf, type KeepFacts } from './keep-facts'
import * as retention from './retention'
import { isSameFile } from './same-file'
import { takeCopy } from './take-copy'

export interface RecycleBinPorts {
  readonly blobs: BlobsPort
  readonly logs: LogFilesPort
  readonly measure: MeasurePort['measure']
  readonly clock: Clock
  readonly random: RandomSource
  readonly settings: () => Pick<Settings, 'binDays' | 'binBytes' | 'keepCopies'>
  /** Jobs that have not ended, interrupted ones too: their copies stay whatever their age. */
  readonly isJobOpen: (jobId: string) => boolean
  readonly onChange: () => void
}

interface OpenBin {
  readonly log: AppendLog<BinEvent>
  readonly entries: Map<string, BinEntry>
}

/**
 * Bytes of files that were or will be deleted, on this computer: one blob a copy, one append-only log of what they are
 * (docs/threat-model.md#deletion-protocol). Not encrypted; folders 0700, files 0600, by the ports.
 */
export class RecycleBin {
  private opening: Promise<OpenBin> | null = null
  /** Bytes of copies that are being made. */
  private reserved = 0
  /** Copies that are being read or proven at this moment, or that wait for their place. */
  private readonly inUse = new Holds()
  /** Copies that are being removed: chosen at once, they go one by one, and nobody may count on one of them meanwhile. */
  private readonly leaving = new Holds()
  private lastTurn: Promise<unknown> = Promise.resolve()

  constructor(private readonly ports: RecycleBinPorts) {}

  /** What a deletion on this connection keeps its copies with. */
  keeper(origin: OpenConnection): CopyKeeper {
    const { settings } = this.ports
    return {
      get keepsCopies() {
        return settings().keepCopies
      },
      roomFor: async (bytes) => {
        const verdict = await this.canHold(bytes)
        return verdict.fits ? 'fits' : verdict.why
      },
      keep: (asset, request) => this.keep(asset, { origin, ...request }),
    }
  }

  /** The copy before a DELETE: settles with its entry on the disk, or with why there is none. Never rejects. */
  async keep(asset: Asset, facts: KeepFacts): Promise<KeptCopy> {
    try {
      const bin = await this.open()
      if (bin.log.isReadOnly) return { ok: false, failure: 'bin-unreadable' }
      const { size } = asset
      if (size === null) return { ok: false, failure: 'size-unknown' }
      const again = await this.useAgain(bin, asset, facts)
      if (again !== null) return { ok: true, copyId: again }
      if (!(await this.inTurn(() => this.reserve(bin, size)))) return { ok: false, failure: 'bin-full' }
      try {
        return await this.takeNew(bin, { ...asset, size }, facts)
      } finally {
        this.reserved -= size
      }
    } catch (error) {
      return { ok: false, failure: storageCause(error) }
    }
  }

  /** Newest first. Where the log cannot be read at all, rejects with the disk's error. */
  async list(): Promise<readonly BinEntry[]> {
    const { entries } = await this.open()
    const oldestFirst = retention.withExpiry(entries.values(), this.ports.settings().binDays)
    return oldestFirst.reverse().sort((one, other) => other.keptAt - one.keptAt)
  }

  /** Null for one that is being removed too. What was held before it was found stays. */
  async find(id: string): Promise<BinEntry | null> {
    const { entries } = await this.open()
    return this.leaving.has(id) ? null : (entries.get(id) ?? null)
  }

  async space(): Promise<BinSpace> {
    const { entries, log } = await this.open()
    return {
      copies: entries.size,
      usedBytes: retention.bytesOf(entries.values()),
      limitBytes: this.ports.settings().binBytes,
      freeBytes: await this.ports.blobs.freeBytes().catch(() => null),
      isReadOnly: log.isReadOnly,
    }
  }

  /** Before a plan starts: whether its bytes fit the limit, with what may be evicted gone, and the free disk (docs/rules.md#p3). */
  async canHold(bytes: number): Promise<retention.HoldVerdict> {
    try {
      const { entries, log } = await this.open()
      if (log.isReadOnly) return { fits: false, why: 'unreadable', room: 0 }
      const staying = [...entries.values()].filter((entry) => !retention.isEvictable(entry, this.facts()))
      const room = Math.max(0, this.ports.settings().binBytes - retention.bytesOf(staying) - this.reserved)
      if (bytes > room) return { fits: false, why: 'limit', room }
      const free = await this.ports.blobs.freeBytes()
      return bytes > free ? { fits: false, why: 'disk', room: free } : { fits: true }
    } catch {
      return { fits: false, why: 'unreadable', room: 0 }
    }
  }

  /** Removes bytes, then marks the entries. Copies of a job that has not ended stay. Rejects with the disk's error. */
  async purge(ids: readonly string[]): Promise<PurgeReport> {
    const bin = await this.open()
    const chosen = [...new Set(ids)].flatMap((id) => bin.entries.get(id) ?? [])
    const leaving = chosen.filter((entry) => !this.isHeld(entry))
    await this.remove(bin, leaving, 'purged')
    return { removed: leaving.length, held: chosen.length - leaving.length }
  }

  /** Removes copies whose time is over; how many. */
  async removeExpired(): Promise<number> {
    const bin = await this.open()
    const leaving = retention.expired(bin.entries.values(), this.facts())
    await this.remove(bin, leaving, 'expired')
    return leaving.length
  }

  /** Runs work on a copy's bytes while nothing may evict it. */
  async using<Value>(id: string, work: () => Promise<Value>): Promise<Value> {
    const release = this.hold([id])
    try {
      return await work()
    } finally {
      release()
    }
  }

  /** Nothing removes these copies until the answer is called, once. */
  hold(ids: readonly string[]): () => void {
    return this.inUse.hold(ids)
  }

  /** The bytes as they are on the disk; whoever uses them proves them by the entry's hash. */
  read(id: string): AsyncIterable<Uint8Array> {
    return this.ports.blobs.read(id)
  }

  /** Whether the bytes on the disk still are those of the entry. */
  async isIntact(entry: BinEntry): Promise<boolean> {
    try {
      const found = await this.ports.measure(this.ports.blobs.read(entry.id))
      return found.size === entry.size && found.sha256 === entry.sha256
    } catch {
      return false
    }
  }

  async noteRestored(id: string): Promise<void> {
    const bin = await this.open()
    await this.write(bin, { t: 'restored', id, at: this.ports.clock.now() })
  }

  private async takeNew(
    bin: OpenBin,
    asset: Asset & { readonly size: number },
    facts: KeepFacts,
  ): Promise<KeptCopy> {
    const { blobs, clock, random } = this.ports
    const id = random.id()
    const copy = { asset, size: asset.size, blobName: id, signal: facts.signal }
    const taken = await takeCopy({ client: facts.origin.client, blobs, clock }, copy)
    if (!taken.ok) return taken
    try {
      await this.write(bin, {
        t: 'kept',
        id,
        ...factsOf(asset, facts),
        ...taken.written,
        ...this.term(facts),
      })
    } catch (error) {
      await blobs.remove(id).catch(() => undefined)
      return { ok: false, failure: storageCause(error) }
    }
    return { ok: true, copyId: id }
  }

  /** Bytes that are here already, where the fresh listing still shows the same file and they still have their hash. */
  private async useAgain(bin: OpenBin, asset: Asset, facts: KeepFacts): Promise<string | null> {
    const staying = [...bin.entries.values()].filter(({ id }) => !this.leaving.has(id))
    const known = staying.find((entry) => isSameFile(entry, asset, facts.origin))
    if (known === undefined) return null
    return this.using(known.id, async () => {
      if (!(await this.isIntact(known))) return null
      await this.write(bin, { t: 'kept-again', id: known.id, ...this.term(facts) })
      return known.id
    })
  }

  private term(facts: KeepFacts): Pick<BinEntry, 'jobId' | 'why' | 'keptAt' | 'expiresAt'> {
    const keptAt = this.ports.clock.now()
    const expiresAt = keptAt + this.ports.settings().binDays * retention.dayMs
    return { jobId: facts.jobId, why: facts.why, keptAt, expiresAt }
  }

  /** Makes room and holds it; false where there is none. One at a time, so that no room is given away twice. */
  private async reserve(bin: OpenBin, bytes: number): Promise<boolean> {
    const limit = this.ports.settings().binBytes
    const room = { entries: bin.entries.values(), reserved: this.reserved, limit }
    const leaving = retention.evictFor(bytes, room, this.facts())
    if (leaving === null) return false
    this.reserved += bytes
    await this.remove(bin, leaving, 'made-room').catch((error: unknown) => {
      this.reserved -= bytes
      throw error
    })
    return true
  }

  private inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.lastTurn.then(work)
    this.lastTurn = turn.catch(() => undefined)
    return turn
  }

  private async remove(bin: OpenBin, leaving: readonly BinEntry[], why: RemovalReason): Promise<void> {
    const release = this.leaving.hold(leaving.map(({ id }) => id))
    try {
      for (const { id } of leaving) {
        await this.ports.blobs.remove(id)
        await this.write(bin, { t: 'removed', id, at: this.ports.clock.now(), why })
      }
    } finally {
      release()
    }
  }

  private async write(bin: OpenBin, event: BinEvent): Promise<void> {
    await bin.log.append(event)
    applyEvent(bin.entries, event)
    this.ports.onChange()
  }

  private isHeld(entry: BinEntry): boolean {
    return this.inUse.has(entry.id) || this.ports.isJobOpen(entry.jobId)
  }

  private facts(): retention.RetentionFacts {
    const { clock, settings } = this.ports
    return { now: clock.now(), binDays: settings().binDays, isHeld: (entry) => this.isHeld(entry) }
  }

  private open(): Promise<OpenBin> {
    if (this.opening !== null) return this.opening
    const opening = this.load()
    this.opening = opening
    // One that failed is forgotten, so that the next call tries again.
    opening.catch(() => {
      this.opening = null
    })
    return opening
  }

  /** Bytes without an entry are of a copy that never counted; an entry without bytes has lost them. */
  private async load(): Promise<OpenBin> {
    const log = await openBinLog(this.ports.logs)
    const bin = { log, entries: readEntries(log.entries) }
    if (log.isReadOnly) return bin
    const stored = new Set(await this.ports.blobs.list())
    for (const name of stored) if (!bin.entries.has(name)) await this.ports.blobs.remove(name)
    const missing = [...bin.entries.values()].filter((entry) => !stored.has(entry.id))
    await this.remove(bin, missing, 'bytes-missing')
    return bin
  }
}
