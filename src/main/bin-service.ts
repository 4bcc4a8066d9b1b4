import path from 'node:path'
import type { OpenConnection } from '../core/connections/open-connection'
import type { FilesPort } from '../core/ports'
import { fileStateOf, type BinEntry } from '../core/recycle-bin/bin-log'
import { knownBytes } from '../core/recycle-bin/known-bytes'
import type { FileInspector } from '../core/previews/file-inspector'
import { CopyPreviews } from '../core/recycle-bin/copy-previews'
import { RecycleBin } from '../core/recycle-bin/recycle-bin'
import { Restores } from '../core/recycle-bin/restores'
import { settledFiles } from '../core/recycle-bin/settled-files'
import { saveCopies } from '../core/recycle-bin/save-copies'
import type { Settings } from '../core/settings/settings'
import { TrustedTime } from '../core/trusted-time/trusted-time'
import type { AccountSegmentsRefresh, DeletionRun } from '../shared/deletion'
import type {
  BinSnapshot,
  KnownBytes,
  ListedCopy,
  PurgeReport,
  RestoreState,
  SaveReport,
} from '../shared/recycle-bin'
import { DiskBlobs } from './adapters/disk-blobs'
import { DiskLogFiles } from './adapters/disk-log-files'
import { saveDialogs } from './adapters/save-dialogs'
import { nodeHash, systemClock, systemRandom } from './adapters/system-ports'
import { broadcast } from './ipc/router'
import { logError } from './log'

/** Snapshots are sent to windows at most this often, milliseconds. */
const broadcastIntervalMs = 80
/** Interval between searches for expired copies, milliseconds. */
const expiryIntervalMs = 60 * 60 * 1_000

export interface BinServiceOptions {
  readonly folder: string
  /** Stores trusted time. */
  readonly files: FilesPort
  readonly settings: () => Settings
  readonly connection: () => OpenConnection | null
  readonly isRunOpen: (runId: string) => boolean
  readonly inspector: Pick<FileInspector, 'readPicture'>
  readonly acquire: (open: OpenConnection) => () => void
  readonly onRefresh: (refresh: AccountSegmentsRefresh) => void
  readonly onSnapshot: (snapshot: BinSnapshot) => void
  readonly onRestored: (entry: BinEntry, outcome: RestoreState) => void
  readonly onPurged: (entry: BinEntry) => void
}

/** The recycle bin on disk, and its snapshots for the windows. */
export class BinService {
  readonly bin: RecycleBin
  readonly restores: Restores
  readonly previews: CopyPreviews
  private revision = 0
  private isBroadcastPending = false
  private expiryTimer: NodeJS.Timeout | null = null

  constructor(private readonly options: BinServiceOptions) {
    const { folder, files, settings, connection, acquire, isRunOpen, inspector, onRefresh, onRestored } =
      options
    const { measure } = nodeHash
    this.bin = new RecycleBin({
      blobs: new DiskBlobs(path.join(folder, 'copies')),
      logs: new DiskLogFiles(folder),
      measure,
      clock: systemClock,
      random: systemRandom,
      settings,
      isRunOpen,
      time: new TrustedTime({ files, clock: systemClock, random: systemRandom }),
      onChange: () => {
        this.broadcastList()
      },
    })
    this.previews = new CopyPreviews({ bin: this.bin, inspector, random: systemRandom })
    this.restores = new Restores({
      bin: this.bin,
      measure,
      clock: systemClock,
      connection,
      acquire,
      onRefresh,
      onRestored,
      canWrite: (open) => !open.connection.readOnly,
      onChange: () => {
        this.scheduleBroadcast()
      },
    })
  }

  /** Removes expired copies, now and every hour. Failures are only logged, since every use of the bin reports them. */
  load(): void {
    const removeExpired = (): void => {
      this.bin.removeExpired().catch((error: unknown) => {
        logError('cannot remove expired copies', error)
      })
    }
    removeExpired()
    this.expiryTimer = setInterval(removeExpired, expiryIntervalMs)
  }

  close(): void {
    if (this.expiryTimer !== null) clearInterval(this.expiryTimer)
  }

  /** A deletion has ended. If this cannot be saved, its copies stay marked as not checked. */
  settleRun(run: DeletionRun): void {
    this.bin.settleRun(run.id, settledFiles(run)).catch((error: unknown) => {
      logError('cannot record what became of copied files', error)
    })
  }

  async list(): Promise<readonly ListedCopy[]> {
    const open = this.options.connection()
    return (await this.bin.listCopies()).map((entry) => {
      const { serverKey, seen: _seen, announced: _announced, file: _file, ...copy } = entry
      return {
        ...copy,
        fileState: fileStateOf(entry),
        isFromOpenConnection: open?.serverKey === serverKey && open.connection.accountId === copy.accountId,
      }
    })
  }

  /** The known bytes of files on the open connection. */
  async knownBytes(): Promise<readonly KnownBytes[]> {
    const open = this.options.connection()
    if (open === null) return []
    const owner = { serverKey: open.serverKey, accountId: open.connection.accountId }
    return knownBytes(await this.bin.listCopies(), owner)
  }

  async snapshot(): Promise<BinSnapshot> {
    return {
      revision: this.revision,
      space: await this.bin.measureSpace(),
      restore: this.restores.currentRestore(),
      restoredIds: await this.bin.restoredCopies(),
    }
  }

  save(copyIds: readonly string[]): Promise<SaveReport> {
    return saveCopies(this.bin, saveDialogs, copyIds)
  }

  async purge(copyIds: readonly string[]): Promise<PurgeReport> {
    const before = await this.bin.listCopies()
    const report = await this.bin.purgeCopies(copyIds)
    const remainingIds = new Set((await this.bin.listCopies()).map(({ id }) => id))
    for (const entry of before)
      if (copyIds.includes(entry.id) && !remainingIds.has(entry.id)) this.options.onPurged(entry)
    return report
  }

  /** A connection was opened or closed, which changes the copies that can be restored. */
  connectionChanged(): void {
    this.broadcastList()
  }

  /** The list of copies changed, or which of them belong to the open connection. */
  broadcastList(): void {
    this.revision += 1
    this.scheduleBroadcast()
  }

  private scheduleBroadcast(): void {
    if (this.isBroadcastPending) return
    this.isBroadcastPending = true
    setTimeout(() => {
      this.isBroadcastPending = false
      this.snapshot().then(
        (snapshot) => {
          broadcast('watchBin', snapshot)
          this.options.onSnapshot(snapshot)
        },
        (error: unknown) => {
          logError('cannot send the state of the recycle bin', error)
        },
      )
    }, broadcastIntervalMs)
  }
}
