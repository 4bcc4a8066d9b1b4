import type { DeletionRun } from '../../shared/deletion'
import type { BinSnapshot, KnownBytes, ListedCopy, PurgeReport, SaveReport } from '../../shared/recycle-bin'
import type { ConnectionAccess } from '../connections/connection-access'
import type { Subsystem } from '../lifecycle'
import type { Clock, SavePort } from '../ports'
import { fileStateOf, type BinEntry } from './bin-log'
import { knownBytes } from './known-bytes'
import type { RecycleBin } from './recycle-bin'
import type { Restores } from './restores'
import { saveCopies } from './save-copies'
import { settledFiles } from './settled-files'

/** Interval between searches for expired copies, milliseconds. */
const expiryIntervalMs = 60 * 60 * 1_000

export interface ConnectedBinPorts {
  readonly bin: RecycleBin
  readonly restores: Pick<Restores, 'currentRestore'>
  readonly save: SavePort
  readonly clock: Pick<Clock, 'after'>
  readonly connections: ConnectionAccess
  readonly onChange: () => void
  readonly onPurged: (entry: BinEntry) => void
  readonly onError: (what: string, error: unknown) => void
}

/** What a purge would remove, for the question about it. */
export type PurgedCopy = Pick<ListedCopy, 'host' | 'accountId'> & { readonly name: string }

/** The recycle bin as the windows see it on the open connection. */
export class ConnectedBin implements Subsystem {
  readonly name = 'recycle bin'
  private revision = 0
  private cancelExpiry: () => void = () => undefined

  constructor(private readonly ports: ConnectedBinPorts) {}

  /** Removes expired copies, now and every hour. Failures are only logged, since every use of the bin reports them. */
  load(): void {
    this.ports.bin.removeExpired().catch((error: unknown) => {
      this.ports.onError('cannot remove expired copies', error)
    })
    this.cancelExpiry = this.ports.clock.after(expiryIntervalMs, () => this.load())
  }

  close(): void {
    this.cancelExpiry()
  }

  async listCopies(): Promise<readonly ListedCopy[]> {
    const open = this.ports.connections.current()
    return (await this.ports.bin.listCopies()).map((entry) => {
      const { serverKey, seen: _seen, announced: _announced, file: _file, ...copy } = entry
      return {
        ...copy,
        fileState: fileStateOf(entry),
        isFromOpenConnection: open?.serverKey === serverKey && open.connection.accountId === copy.accountId,
      }
    })
  }

  /** A deletion has ended. If this cannot be saved, its copies stay marked as not checked. */
  settleRun(run: DeletionRun): void {
    this.ports.bin.settleRun(run.id, settledFiles(run)).catch((error: unknown) => {
      this.ports.onError('cannot record what became of copied files', error)
    })
  }

  /** The known bytes of files on the open connection. */
  async knownBytes(): Promise<readonly KnownBytes[]> {
    const open = this.ports.connections.current()
    if (open === null) return []
    const owner = { serverKey: open.serverKey, accountId: open.connection.accountId }
    return knownBytes(await this.ports.bin.listCopies(), owner)
  }

  async snapshot(): Promise<BinSnapshot> {
    return {
      revision: this.revision,
      space: await this.ports.bin.measureSpace(),
      restore: this.ports.restores.currentRestore(),
      restoredIds: await this.ports.bin.restoredCopies(),
    }
  }

  saveCopies(copyIds: readonly string[]): Promise<SaveReport> {
    return saveCopies(this.ports.bin, this.ports.save, copyIds)
  }

  /**
   * Removes copies for good after `confirm` was asked about exactly these, because copies that are gone cannot be restored.
   * Cancel changes nothing.
   */
  async purgeCopies(
    copyIds: readonly string[],
    confirm: (copies: readonly PurgedCopy[]) => Promise<boolean>,
  ): Promise<PurgeReport> {
    const chosen = new Set(copyIds)
    const copies = (await this.ports.bin.listCopies()).filter(({ id }) => chosen.has(id))
    const named = copies.map(({ identity: { name }, host, accountId }) => ({ name, host, accountId }))
    if (copies.length > 0 && !(await confirm(named))) return { removed: 0, notRemoved: 0 }
    // Only what the question named is removed.
    return this.purge(copies.map(({ id }) => id))
  }

  /** Which copies can be restored depends on the connection. */
  onConnectionChanged(): void {
    this.listChanged()
  }

  /** The settings change when copies expire. */
  onSettingsChanged(): void {
    this.listChanged()
  }

  /** The list of copies changed, or which of them belong to the open connection. */
  listChanged(): void {
    this.revision += 1
    this.ports.onChange()
  }

  /** Deletes copies and records it. Rejects with the disk error. */
  async purge(copyIds: readonly string[]): Promise<PurgeReport> {
    const { bin, onPurged } = this.ports
    const before = await bin.listCopies()
    const report = await bin.purgeCopies(copyIds)
    const remaining = new Set((await bin.listCopies()).map(({ id }) => id))
    for (const entry of before) if (copyIds.includes(entry.id) && !remaining.has(entry.id)) onPurged(entry)
    return report
  }
}
