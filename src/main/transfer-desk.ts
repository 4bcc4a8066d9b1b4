import path from 'node:path'
import { accountKeyOf, type OpenConnection } from '../core/connections/open-connection'
import type { ActivityFact } from '../core/activity/recorder'
import type { Replacements } from '../core/recycle-bin/replacements'
import { JobProjects } from '../core/transfers/job-projects'
import type { PreparedAsset } from '../core/transfers/prepare-asset'
import { Transfers } from '../core/transfers/transfers'
import { uploadFact } from '../core/transfers/upload-fact'
import { UploadPlans } from '../core/transfers/upload-plans'
import { UploadRunner } from '../core/transfers/upload-runner'
import type { CopySourcePort, PreparedCopy } from '../core/transfers/upload-sender'
import type { GrantsPort } from '../core/transfers/upload-source'
import type { AccountRefresh, SelectedAsset, SegmentsRefresh } from '../shared/deletion'
import type { Settings } from '../shared/settings'
import type { TransferBatch } from '../shared/transfers'
import { DiskLogFiles } from './adapters/disk-log-files'
import { localFiles } from './adapters/local-files'
import { nodeHash, systemClock, systemRandom } from './adapters/system-ports'
import { createFilesOut, type FilesOut } from './files-out'
import { broadcast } from './ipc/router'
import type { Looking } from './looking'
import { paced, retold } from './pace'

/** How often windows are told how far transfers are, milliseconds. */
const intervalMs = 150
/** How long quitting and signing out may wait for answers that are on their way, milliseconds. */
const patienceMs = 3_000
/** How often they are told while nothing changes: a line that stalls has no speed, and a full hour makes wait. Milliseconds. */
const stillMs = 1_000

export interface TransferDeskPorts {
  readonly userData: string
  readonly connection: () => OpenConnection | null
  readonly hold: (open: OpenConnection) => () => void
  readonly settings: () => Settings
  readonly looking: Looking
  readonly replacements: Replacements
  readonly isReachable: (open: OpenConnection) => boolean
  readonly onRefresh: (refresh: AccountRefresh) => void
  readonly record: (facts: readonly ActivityFact[]) => void
  /** Transfers moved on: on the taskbar, and for what holds sleep off. */
  readonly onMoved: (batches: readonly TransferBatch[]) => void
  readonly onEnded: (batch: TransferBatch) => void
}

/** Files on their way in, out and between, on the real disk, and what windows are told of them. */
export class TransferDesk {
  readonly transfers: Transfers
  readonly plans: UploadPlans
  readonly out: FilesOut
  readonly jobProjects = new JobProjects()
  private readonly tell: () => void
  private readonly tellAgain: (isNeeded: boolean) => void

  constructor(private readonly ports: TransferDeskPorts) {
    const { userData, connection, hold, settings, looking } = ports
    const [clock, random] = [systemClock, systemRandom]
    const mayWrite = (open: OpenConnection): boolean => !open.connection.readOnly
    this.tell = paced(() => this.tellNow(), intervalMs)
    this.tellAgain = retold(() => this.tell(), stillMs)
    this.out = createFilesOut({
      ...{ userData, connection, hold, settings, kept: looking.kept },
      queue: () => this.transfers,
      onStaging: (news) => broadcast('watchStaging', news),
    })
    const onUploaded: ConstructorParameters<typeof UploadRunner>[0]['onUploaded'] = (...ended) =>
      ports.record([uploadFact(...ended)])
    const uploads = new UploadRunner({
      ...{ clock, mayWrite, onUploaded, hash: nodeHash, files: localFiles },
      copies: copiesFrom(this.out),
      onRefresh: ports.onRefresh,
    })
    this.transfers = new Transfers({
      ...{ clock, random, connection, hold, mayWrite, isReachable: ports.isReachable, onUploaded },
      files: new DiskLogFiles(path.join(userData, 'transfers')),
      runners: { upload: uploads, copy: uploads, download: this.out.runner },
      onChange: () => this.tell(),
      onEnded: (batch) => ports.onEnded(batch),
    })
    this.plans = new UploadPlans({
      ...{ random, connection, hold, mayWrite, onUploaded },
      grants: grantsOf(this.out),
      queue: this.transfers,
      replacements: ports.replacements,
      projectHint: (context) => this.projectOf(context),
      isKept: (asset) => this.isKept(asset),
    })
  }

  /** What an earlier run left, before anything is shown. */
  async load(): Promise<void> {
    await Promise.all([this.transfers.load(), this.out.staging.load()])
  }

  connectionChanged(): void {
    this.plans.connectionChanged()
    this.transfers.connectionChanged()
    this.out.staging.connectionChanged()
  }

  /** What was listed of segments, whole: what is staged of files that went or changed goes too (docs/rules.md#p9). */
  takeListing(account: string, listed: Pick<SegmentsRefresh, 'segmentIds' | 'assets'>): void {
    this.jobProjects.note(account, listed.assets)
    void this.out.staging.takeListing(account, listed)
  }

  /** The user signs out. What a server does not answer for keeps its session until it does, and nobody waiting. */
  async signedOut(open: OpenConnection): Promise<void> {
    this.out.staging.unstage()
    await Promise.race([this.transfers.signedOut(open), systemClock.sleep(patienceMs)])
  }

  /** A pause of the server begins or ends: that is told with what waits for it. */
  waitChanged(): void {
    this.tell()
  }

  /**
   * Ends what is under way; what has not ended goes on at the next start. A server that does not answer for what it was asked
   * to attach is not waited for: what was asked is written down, and the next run finds it there.
   */
  async finishNow(): Promise<void> {
    await Promise.race([this.transfers.finishNow(), systemClock.sleep(patienceMs)])
    await this.out.staging.close()
  }

  private projectOf(context: SelectedAsset['context']): number | null {
    const open = this.ports.connection()
    return open === null ? null : this.jobProjects.find(accountKeyOf(open), context)
  }

  private isKept(asset: SelectedAsset): boolean {
    const open = this.ports.connection()
    return (
      open !== null && this.ports.looking.kept.isKept({ account: accountKeyOf(open), file: asset }, 'file')
    )
  }

  private tellNow(): void {
    const news = this.transfers.news()
    broadcast('watchTransfers', news)
    this.ports.onMoved(news.batches)
    this.tellAgain(this.transfers.isRunning())
  }
}

/** The first half of a copy: the bytes come here, by a call or from what is kept. */
function copiesFrom(out: FilesOut): CopySourcePort {
  return {
    prepare: async (run, file) => {
      if (file.source.kind !== 'asset') return { ok: false, problem: 'internal' }
      return toCopy(
        await out.prepare({
          ...{ open: run.open, asset: file.source.asset, signal: run.stop },
          onBytes: (bytes) => void run.tell(file.id, { state: 'receiving', bytes }),
        }),
      )
    },
  }
}

function toCopy(prepared: PreparedAsset): PreparedCopy {
  switch (prepared.kind) {
    case 'ready':
      return { ok: true, file: prepared.file, release: () => void prepared.release() }
    case 'stopped':
      return { ok: false, problem: 'stopped' }
    case 'offline':
      return { ok: false, problem: 'unreachable' }
    case 'failed': {
      const { problem, detail } = prepared
      return { ok: false, problem, ...(detail === undefined ? {} : { detail }) }
    }
  }
}

function grantsOf({ grants }: FilesOut): GrantsPort {
  return {
    find: (grantId) => {
      const files = grants.find(grantId)
      return files === null
        ? null
        : { files: files.map(({ source, ...given }) => ({ ...given, file: source })) }
    },
    consume: (grantId) => grants.discard(grantId),
  }
}
