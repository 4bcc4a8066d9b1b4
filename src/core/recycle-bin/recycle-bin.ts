import type { Asset } from '../../shared/asset'
import type { PartSize } from '../../shared/account-data'
import type { BinSpace, CopiedFileState, PurgeReport } from '../../shared/recycle-bin'
import type { RemovalOptions } from '../accounts/account-removal'
import type { BackupStore, BackupResult } from '../deletion/ports'
import { LazyValue } from '../lib/lazy-value'
import { SerialQueue } from '../lib/serial-queue'
import type { BlobsPort, Clock, LogFilesPort, MeasurePort, RandomSource } from '../ports'
import type { Settings } from '../settings/settings'
import { ReadOnlyLogError } from '../storage/append-log'
import { toStorageCause } from '../storage/storage-cause'
import type { TimeStamp, TrustedTime } from '../trusted-time/trusted-time'
import { accountKey, type OpenConnection } from '../connections/open-connection'
import {
  applyEvent,
  fileStateOf,
  findGoneCopies,
  keptAgainOf,
  replayEvents,
  type BinEntry,
  type BinEvent,
  type RemovalReason,
} from './bin-log'
import { PinCounts } from './pin-counts'
import { toEntryFields, type BackupContext } from './backup-context'
import { openBin, type OpenBin } from './open-bin'
import * as retention from './retention'
import { isCopyOf } from './is-copy-of'
import { downloadCopy } from './download-copy'
import { writeExtensionCount } from './extension-count'

export interface RecycleBinPorts {
  readonly blobs: BlobsPort
  readonly logs: LogFilesPort
  readonly measure: MeasurePort['measure']
  readonly clock: Clock
  /** Measures the age of copies. */
  readonly time: TrustedTime
  readonly random: RandomSource
  readonly settings: () => Pick<Settings, 'binDays' | 'binBytes' | 'keepCopies'>
  /** True for deletion runs that have not ended, including interrupted ones. Their copies stay, whatever their age. */
  readonly isRunOpen: (runId: string) => boolean
  readonly onChange: () => void
}

/** Events per write when a deletion ends. */
const settleBatch = 1_000

/** Whether the copy is of a file that is gone from the server and was not restored. */
function isOfDeletedFile(entry: BinEntry): boolean {
  return entry.restoredAt === null && fileStateOf(entry) === 'gone'
}

/**
 * Local copies of files that were or will be deleted (docs/threat-model.md#deletion-protocol): one blob per copy, and an
 * append-only log that describes them. Not encrypted; the ports create folders with mode 0700 and files with 0600.
 */
export class RecycleBin {
  private readonly opened = new LazyValue(() => openBin(this.ports))
  /** Bytes reserved for copies that are being made. */
  private reserved = 0
  /** Copies that are being read or checked, or that wait until they can be restored. */
  private readonly pins = new PinCounts()
  /** Copies selected for removal. They are removed one by one, and must not be used from the moment of selection. */
  private readonly removing = new PinCounts()
  /** Copies restored since the start. */
  private readonly restored = new Set<string>()
  private readonly queue = new SerialQueue()

  constructor(private readonly ports: RecycleBinPorts) {}

  /** The backup store for deletion runs on this connection. */
  backupStore(open: OpenConnection): BackupStore {
    const { settings } = this.ports
    return {
      get keepsCopies() {
        return settings().keepCopies
      },
      expiresAt: () => this.expiryOf(this.ports.clock.now()),
      spaceFor: async (bytes) => {
        const verdict = await this.checkSpace(bytes)
        return verdict.fits ? 'fits' : verdict.why
      },
      backUp: (asset, request) => this.backUp(asset, { open, ...request }),
    }
  }

  /** Makes the copy before a DELETE. Settles once its entry is on disk, or with the failure. Never rejects. */
  async backUp(asset: Asset, context: BackupContext): Promise<BackupResult> {
    try {
      const bin = await this.opened.get()
      if (bin.log.isReadOnly) return { ok: false, failure: 'bin-unreadable' }
      const { size } = asset
      if (size === null) return { ok: false, failure: 'size-unknown' }
      const copyId = await this.reuseCopy(bin, asset, context)
      if (copyId !== null) return { ok: true, copyId }
      if (!(await this.queue.run(() => this.reserveSpace(bin, size))))
        return { ok: false, failure: 'bin-full' }
      try {
        return await this.createCopy(bin, { ...asset, size }, context)
      } finally {
        this.reserved -= size
      }
    } catch (error) {
      return { ok: false, failure: toStorageCause(error) }
    }
  }

  /** Newest first. Rejects with the disk error if the log cannot be read. */
  async listCopies(): Promise<readonly BinEntry[]> {
    const { entries } = await this.opened.get()
    const oldestFirst = retention.withExpiry(entries.values(), this.retentionFacts())
    return oldestFirst.reverse().sort((one, other) => other.keptAt - one.keptAt)
  }

  /** Null also for a copy that is being removed. A copy pinned before this call stays. */
  async findCopy(id: string): Promise<BinEntry | null> {
    const { entries } = await this.opened.get()
    return this.removing.has(id) ? null : (entries.get(id) ?? null)
  }

  async measureSpace(): Promise<BinSpace> {
    const { entries, log, unknown, isCut } = await this.opened.get()
    return {
      copies: entries.size,
      deletedFiles: [...entries.values()].filter(isOfDeletedFile).length,
      unknownCopies: unknown.length,
      usedBytes: retention.totalBytes(entries.values()),
      limitBytes: this.ports.settings().binBytes,
      freeBytes: await this.ports.blobs.freeBytes().catch(() => null),
      isReadOnly: log.isReadOnly,
      isCut,
      expired: retention.countAnnounced(entries.values(), this.retentionFacts()),
      clockJumped: this.ports.time.hasJumped,
    }
  }

  /** Whether the bytes of a plan fit the limit, after evictions, and the free disk space (docs/rules.md#p3). */
  async checkSpace(bytes: number): Promise<retention.SpaceCheck> {
    try {
      const { entries, log } = await this.opened.get()
      if (log.isReadOnly) return { fits: false, why: 'unreadable', space: 0 }
      const staying = [...entries.values()].filter(
        (entry) => !retention.isEvictable(entry, this.retentionFacts()),
      )
      const space = Math.max(
        0,
        this.ports.settings().binBytes - retention.totalBytes(staying) - this.reserved,
      )
      if (bytes > space) return { fits: false, why: 'limit', space }
      const free = await this.ports.blobs.freeBytes()
      return bytes > free ? { fits: false, why: 'disk', space: free } : { fits: true }
    } catch {
      return { fits: false, why: 'unreadable', space: 0 }
    }
  }

  /** Removes the bytes, then the entries. Skips pinned copies. Rejects with the disk error. */
  async purgeCopies(ids: readonly string[]): Promise<PurgeReport> {
    const bin = await this.opened.get()
    const selected = [...new Set(ids)].flatMap((id) => bin.entries.get(id) ?? [])
    const toRemove = selected.filter((entry) => !this.isPinned(entry))
    await this.removeCopies(bin, toRemove, 'purged')
    return { removed: toRemove.length, notRemoved: selected.length - toRemove.length }
  }

  /** The copies of an account. */
  async listOfAccount(account: string): Promise<readonly BinEntry[]> {
    return (await this.listCopies()).filter((entry) => accountKey(entry) === account)
  }

  /** Copies of an account that are gone but still named in the log. */
  async measureAccount(account: string): Promise<PartSize> {
    const { log } = await this.opened.get()
    return { items: findGoneCopies(log.entries, account).size, bytes: null }
  }

  /**
   * Leaves nothing in the log about copies of an account that are gone. If the user deleted all its copies, those that the
   * log names but the disk lacks go too; otherwise they stay, since their bytes may return. Rejects with the disk error.
   */
  async forgetAccount(account: string, { copyIds }: RemovalOptions): Promise<void> {
    const { log, entries } = await this.opened.get()
    const gone = findGoneCopies(log.entries, account)
    for (const [id, entry] of copyIds !== null ? replayEvents(log.entries) : [])
      if (accountKey(entry) === account && !entries.has(id)) gone.add(id)
    if (gone.size === 0) return
    await log.removeEntries(({ id }) => gone.has(id))
    await writeExtensionCount(this.ports.logs, log.entries.length)
    this.ports.onChange()
  }

  /**
   * Removes copies whose expiry was announced long enough, and returns their number; announces those that have expired since.
   * Does nothing if the log is damaged, since events that extend a copy may be lost.
   */
  async removeExpired(): Promise<number> {
    await this.ports.time.observe()
    const bin = await this.opened.get()
    if (bin.log.isReadOnly) return 0
    const plan = (): retention.ExpiryPlan => retention.planExpiry(bin.entries.values(), this.retentionFacts())
    const { toWithdraw, toAnnounce } = plan()
    for (const entry of toWithdraw) await this.announceExpiry(bin, entry, undefined)
    for (const entry of toAnnounce) await this.announceExpiry(bin, entry, this.ports.time.stamp())
    // Copies may have been used again by now.
    const { toRemove } = plan()
    await this.removeCopies(bin, toRemove, 'expired')
    return toRemove.length
  }

  /**
   * Withdraws the announcement if there is no stamp. Skips a copy that is in use: the event of its user may be on its way to the
   * log, and this one repeats older dates.
   */
  private async announceExpiry(
    bin: OpenBin,
    entry: BinEntry,
    announced: TimeStamp | undefined,
  ): Promise<void> {
    if (bin.entries.get(entry.id) !== entry || this.isPinned(entry)) return
    await this.appendEvent(bin, keptAgainOf(entry, { announced }))
  }

  /** Pins a copy while `work` uses its bytes. */
  async withPinned<Value>(id: string, work: () => Promise<Value>): Promise<Value> {
    const release = this.pin([id])
    try {
      return await work()
    } finally {
      release()
    }
  }

  /** Protects these copies from removal. Returns the release function, to be called once. */
  pin(ids: readonly string[]): () => void {
    return this.pins.pin(ids)
  }

  /** The bytes on disk, unchecked: the caller compares them with the hash of the entry. */
  readCopy(id: string): AsyncIterable<Uint8Array> {
    return this.ports.blobs.read(id)
  }

  /** Whether the bytes on disk still match the entry. */
  async isCopyIntact(entry: BinEntry): Promise<boolean> {
    try {
      const { size, sha256 } = await this.ports.measure(this.ports.blobs.read(entry.id))
      return size === entry.size && sha256 === entry.sha256
    } catch {
      return false
    }
  }

  /** A deletion has ended: records what became of the files that were copied for it, once for each copy. */
  async settleRun(runId: string, stateOf: (entry: BinEntry) => CopiedFileState): Promise<void> {
    const bin = await this.opened.get()
    // A copy in use is about to belong to another deletion, which settles it.
    const events = [...bin.entries.values()]
      .filter((entry) => entry.jobId === runId && !this.pins.has(entry.id) && !this.removing.has(entry.id))
      .flatMap((entry) => {
        const file = stateOf(entry)
        return file === fileStateOf(entry) ? [] : [keptAgainOf(entry, { file })]
      })
    for (let start = 0; start < events.length; start += settleBatch)
      await this.appendEvents(bin, events.slice(start, start + settleBatch))
  }

  /** Copies restored since the start, unless a later deletion has used them again. */
  async restoredCopies(): Promise<readonly string[]> {
    const { entries } = await this.opened.get()
    return [...this.restored].filter((id) => (entries.get(id)?.restoredAt ?? null) !== null)
  }

  async markRestored(id: string): Promise<void> {
    const bin = await this.opened.get()
    this.restored.add(id)
    await this.appendEvent(bin, { t: 'restored', id, at: this.ports.clock.now() })
  }

  private async createCopy(
    bin: OpenBin,
    asset: Asset & { readonly size: number },
    context: BackupContext,
  ): Promise<BackupResult> {
    const { blobs, clock, random } = this.ports
    const id = random.id()
    const copy = { asset, size: asset.size, blobName: id, signal: context.signal }
    const downloaded = await downloadCopy({ client: context.open.client, blobs, clock }, copy)
    if (!downloaded.ok) return downloaded
    try {
      await this.appendEvent(bin, {
        t: 'kept',
        id,
        ...toEntryFields(asset, context),
        ...downloaded.written,
        ...this.retentionFields(context),
      })
    } catch (error) {
      await blobs.remove(id).catch(() => undefined)
      return { ok: false, failure: toStorageCause(error) }
    }
    return { ok: true, copyId: id }
  }

  /** Finds an intact copy of the same listed file, and restarts its retention. Returns its id, or null. */
  private async reuseCopy(bin: OpenBin, asset: Asset, context: BackupContext): Promise<string | null> {
    const available = [...bin.entries.values()].filter(({ id }) => !this.removing.has(id))
    const known = available.find((entry) => isCopyOf(entry, asset, context.open))
    if (known === undefined) return null
    return this.withPinned(known.id, async () => {
      if (!(await this.isCopyIntact(known))) return null
      await this.appendEvent(bin, { t: 'kept-again', id: known.id, ...this.retentionFields(context) })
      return known.id
    })
  }

  private retentionFields(
    context: BackupContext,
  ): Pick<BinEntry, 'jobId' | 'why' | 'keptAt' | 'expiresAt' | 'seen' | 'file'> {
    const keptAt = this.ports.clock.now()
    const expiresAt = this.expiryOf(keptAt)
    const { runId: jobId, why } = context
    // Until the deletion has ended, nothing shows that the file is gone.
    return { jobId, why, keptAt, expiresAt, seen: this.ports.time.stamp(), file: 'not-checked' }
  }

  /** When a copy made at this time expires. */
  private expiryOf(keptAt: number): number {
    return keptAt + this.ports.settings().binDays * retention.dayMs
  }

  /** Reserves space, and evicts copies for it if necessary; false if there is not enough. Call it through the queue. */
  private async reserveSpace(bin: OpenBin, bytes: number): Promise<boolean> {
    const limit = this.ports.settings().binBytes
    const space = { entries: bin.entries.values(), reserved: this.reserved, limit }
    const toRemove = retention.selectEvictions(bytes, space, this.retentionFacts())
    if (toRemove === null) return false
    this.reserved += bytes
    await this.removeCopies(bin, toRemove, 'made-room').catch((error: unknown) => {
      this.reserved -= bytes
      throw error
    })
    return true
  }

  private async removeCopies(bin: OpenBin, toRemove: readonly BinEntry[], why: RemovalReason): Promise<void> {
    if (bin.log.isReadOnly && toRemove.length > 0) throw new ReadOnlyLogError('bin.log')
    const release = this.removing.pin(toRemove.map(({ id }) => id))
    try {
      for (const { id } of toRemove) {
        await this.ports.blobs.remove(id)
        await this.appendEvent(bin, { t: 'removed', id, at: this.ports.clock.now(), why })
      }
    } finally {
      release()
    }
  }

  private appendEvent(bin: OpenBin, event: BinEvent): Promise<void> {
    return this.appendEvents(bin, [event])
  }

  private async appendEvents(bin: OpenBin, events: readonly BinEvent[]): Promise<void> {
    await bin.log.append(...events)
    for (const event of events) applyEvent(bin.entries, event)
    if (events.some(({ t }) => t === 'kept-again'))
      await writeExtensionCount(this.ports.logs, bin.log.entries.length)
    this.ports.onChange()
  }

  private isPinned(entry: BinEntry): boolean {
    return this.pins.has(entry.id) || this.ports.isRunOpen(entry.jobId)
  }

  private retentionFacts(): retention.RetentionFacts {
    const { clock, settings, time } = this.ports
    // One stamp for all copies, so that copies of the same moment have the same age.
    const stamp = time.stamp()
    return {
      now: clock.now(),
      binDays: settings().binDays,
      ageOf: ({ seen }) => time.since(seen, stamp),
      announcedFor: ({ announced }) => (time.isKnown(announced) ? time.since(announced, stamp) : null),
      isPinned: (entry) => this.isPinned(entry),
    }
  }
}
