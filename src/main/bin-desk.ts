import path from 'node:path'
import type { OpenConnection } from '../core/connections/open-connection'
import type { BinEntry } from '../core/recycle-bin/bin-log'
import { knownBytes } from '../core/recycle-bin/known-bytes'
import { Previews } from '../core/recycle-bin/previews'
import { RecycleBin } from '../core/recycle-bin/recycle-bin'
import { Restores } from '../core/recycle-bin/restores'
import { saveCopies } from '../core/recycle-bin/save-copies'
import type { Settings } from '../core/settings/settings'
import type { AccountRefresh } from '../shared/deletion'
import type {
  BinNews,
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

/** How often windows are told, milliseconds. */
const intervalMs = 80
/** How often copies whose time is over are looked for, milliseconds. */
const sweepMs = 60 * 60 * 1_000

export interface BinDeskOptions {
  readonly folder: string
  readonly settings: () => Settings
  readonly connection: () => OpenConnection | null
  readonly isJobOpen: (jobId: string) => boolean
  readonly hold: (open: OpenConnection) => () => void
  readonly onRefresh: (refresh: AccountRefresh) => void
  readonly onNews: (news: BinNews) => void
  readonly onRestored: (entry: BinEntry, outcome: RestoreState) => void
  readonly onPurged: (entry: BinEntry) => void
}

/** The recycle bin on the real disk, and what windows are told of it. */
export class BinDesk {
  readonly bin: RecycleBin
  readonly restores: Restores
  readonly previews: Previews
  private revision = 0
  private pending = false
  private sweeper: NodeJS.Timeout | null = null

  constructor(private readonly options: BinDeskOptions) {
    const { folder, settings, connection, hold, isJobOpen, onRefresh, onRestored } = options
    const { measure } = nodeHash
    this.bin = new RecycleBin({
      ...{ blobs: new DiskBlobs(path.join(folder, 'copies')), logs: new DiskLogFiles(folder), measure },
      ...{ clock: systemClock, random: systemRandom, settings, isJobOpen },
      onChange: () => {
        this.announceList()
      },
    })
    this.previews = new Previews({ bin: this.bin, random: systemRandom })
    this.restores = new Restores({
      ...{ bin: this.bin, measure, clock: systemClock, connection, hold, onRefresh, onRestored },
      mayWrite: (open) => !open.connection.readOnly,
      onChange: () => {
        this.announce()
      },
    })
  }

  /** Removes what is past its time, now and every hour. A bin that cannot be read is told where it is used. */
  load(): void {
    const sweep = (): void => {
      this.bin.removeExpired().catch((error: unknown) => {
        logError('recycle bin not swept', error)
      })
    }
    sweep()
    this.sweeper = setInterval(sweep, sweepMs)
  }

  close(): void {
    if (this.sweeper !== null) clearInterval(this.sweeper)
  }

  async list(): Promise<readonly ListedCopy[]> {
    const open = this.options.connection()
    return (await this.bin.list()).map(({ serverKey, ...copy }) => ({
      ...copy,
      isFromHere: open?.serverKey === serverKey && open.connection.accountId === copy.accountId,
    }))
  }

  /** Of files on the connection that is open. */
  async knownBytes(): Promise<readonly KnownBytes[]> {
    const open = this.options.connection()
    if (open === null) return []
    const owner = { serverKey: open.serverKey, accountId: open.connection.accountId }
    return knownBytes(await this.bin.list(), owner)
  }

  async news(): Promise<BinNews> {
    return { revision: this.revision, space: await this.bin.space(), restore: this.restores.current() }
  }

  save(copyIds: readonly string[]): Promise<SaveReport> {
    return saveCopies(this.bin, saveDialogs, copyIds)
  }

  async purge(copyIds: readonly string[]): Promise<PurgeReport> {
    const before = await this.bin.list()
    const report = await this.bin.purge(copyIds)
    const left = new Set((await this.bin.list()).map(({ id }) => id))
    for (const entry of before)
      if (copyIds.includes(entry.id) && !left.has(entry.id)) this.options.onPurged(entry)
    return report
  }

  /** A connection was opened or closed: other copies can be restored now. */
  connectionChanged(): void {
    this.announceList()
  }

  /** The list changed, or what of it belongs to the open connection. */
  announceList(): void {
    this.revision += 1
    this.announce()
  }

  private announce(): void {
    if (this.pending) return
    this.pending = true
    setTimeout(() => {
      this.pending = false
      this.news().then(
        (news) => {
          broadcast('watchBin', news)
          this.options.onNews(news)
        },
        (error: unknown) => {
          logError('recycle bin not told', error)
        },
      )
    }, intervalMs)
  }
}
