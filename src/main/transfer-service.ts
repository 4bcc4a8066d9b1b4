import path from 'node:path'
import { accountKeyOf, type OpenConnection } from '../core/connections/open-connection'
import type { ActivityFact } from '../core/activity/recorder'
import type { Replacements } from '../core/recycle-bin/replacements'
import { JobProjects } from '../core/transfers/job-projects'
import type { PreparedAsset } from '../core/transfers/prepare-asset'
import { Transfers } from '../core/transfers/transfers'
import { toUploadFact } from '../core/transfers/upload-fact'
import { UploadPlans } from '../core/transfers/upload-plans'
import { UploadRunner } from '../core/transfers/upload-runner'
import type { CopySourcePort, PreparedCopy } from '../core/transfers/file-uploader'
import type { GrantsPort } from '../core/transfers/upload-source'
import type { AccountSegmentsRefresh, SelectedAsset, SegmentsRefresh } from '../shared/deletion'
import type { Settings } from '../shared/settings'
import type { TransferBatch } from '../shared/transfers'
import { DiskLogFiles } from './adapters/disk-log-files'
import { localFiles } from './adapters/local-files'
import { nodeHash, systemClock, systemRandom } from './adapters/system-ports'
import { createLocalFileServices, type LocalFileServices } from './local-file-services'
import { broadcast } from './ipc/router'
import type { PreviewModule } from './previews'
import { throttle, heartbeat } from './throttle'

/** How often windows are told how far transfers are, milliseconds. */
const intervalMs = 150
/** How long quitting and signing out may wait for answers that are on their way, milliseconds. */
const patienceMs = 3_000
/** How often they are told while nothing changes: a line that stalls has no speed, and a full hour makes wait. Milliseconds. */
const stillMs = 1_000

export interface TransferServicePorts {
  readonly userData: string
  readonly connection: () => OpenConnection | null
  readonly acquire: (open: OpenConnection) => () => void
  readonly settings: () => Settings
  readonly previews: PreviewModule
  readonly replacements: Replacements
  readonly isReachable: (open: OpenConnection) => boolean
  readonly onRefresh: (refresh: AccountSegmentsRefresh) => void
  readonly record: (facts: readonly ActivityFact[]) => void
  /** Transfers moved on: on the taskbar, and for what holds sleep off. */
  readonly onMoved: (batches: readonly TransferBatch[]) => void
  readonly onEnded: (batch: TransferBatch) => void
}

/** Files on their way in, out and between, on the real disk, and what windows are told of them. */
export class TransferService {
  readonly transfers: Transfers
  readonly plans: UploadPlans
  readonly localFiles: LocalFileServices
  readonly jobProjects = new JobProjects()
  private readonly scheduleSend: () => void
  private readonly sendHeartbeat: (isNeeded: boolean) => void

  constructor(private readonly ports: TransferServicePorts) {
    const { userData, connection, acquire, settings, previews } = ports
    const [clock, random] = [systemClock, systemRandom]
    const mayWrite = (open: OpenConnection): boolean => !open.connection.readOnly
    this.scheduleSend = throttle(() => this.sendNow(), intervalMs)
    this.sendHeartbeat = heartbeat(() => this.scheduleSend(), stillMs)
    this.localFiles = createLocalFileServices({
      ...{ userData, connection, acquire, settings, cache: previews.cache },
      queue: () => this.transfers,
      onStaging: (snapshot) => broadcast('watchStaging', snapshot),
    })
    const onUploaded: ConstructorParameters<typeof UploadRunner>[0]['onUploadEnded'] = (...ended) =>
      ports.record([toUploadFact(...ended)])
    const uploads = new UploadRunner({
      ...{ clock, canWrite: mayWrite, onUploadEnded: onUploaded, hash: nodeHash, files: localFiles },
      copies: copiesFrom(this.localFiles),
      onRefresh: ports.onRefresh,
    })
    this.transfers = new Transfers({
      ...{
        clock,
        random,
        connection,
        acquire,
        canWrite: mayWrite,
        isReachable: ports.isReachable,
        onUploadEnded: onUploaded,
      },
      files: new DiskLogFiles(path.join(userData, 'transfers')),
      runners: { upload: uploads, copy: uploads, download: this.localFiles.runner },
      onChange: () => this.scheduleSend(),
      onBatchEnded: (batch) => ports.onEnded(batch),
    })
    this.plans = new UploadPlans({
      ...{ random, connection, acquire, canWrite: mayWrite, onUploadEnded: onUploaded },
      grants: grantsOf(this.localFiles),
      queue: this.transfers,
      replacements: ports.replacements,
      projectHint: (context) => this.projectOf(context),
      isCached: (asset) => this.isKept(asset),
    })
  }

  /** What an earlier run left, before anything is shown. */
  async load(): Promise<void> {
    await Promise.all([this.transfers.loadQueue(), this.localFiles.staging.clearLeftovers()])
  }

  connectionChanged(): void {
    this.plans.connectionChanged()
    this.transfers.connectionChanged()
    this.localFiles.staging.connectionChanged()
  }

  /** What was listed of segments, whole: what is staged of files that went or changed goes too (docs/rules.md#p9). */
  applyListing(account: string, listed: Pick<SegmentsRefresh, 'segmentIds' | 'assets'>): void {
    this.jobProjects.recordAssets(account, listed.assets)
    void this.localFiles.staging.applyListing(account, listed)
  }

  /** The user signs out. What a server does not answer for keeps its session until it does, and nobody waiting. */
  async signedOut(open: OpenConnection): Promise<void> {
    this.localFiles.staging.unstageAssets()
    await Promise.race([this.transfers.signedOut(open), systemClock.sleep(patienceMs)])
  }

  /** A pause of the server begins or ends: that is told with what waits for it. */
  onWaitChange(): void {
    this.scheduleSend()
  }

  /**
   * Ends what is under way; what has not ended goes on at the next start. A server that does not answer for what it was asked
   * to attach is not waited for: what was asked is written down, and the next run finds it there.
   */
  async finishOperations(): Promise<void> {
    await Promise.race([this.transfers.finishNow(), systemClock.sleep(patienceMs)])
    await this.localFiles.staging.close()
  }

  private projectOf(context: SelectedAsset['context']): number | null {
    const open = this.ports.connection()
    return open === null ? null : this.jobProjects.findProject(accountKeyOf(open), context)
  }

  private isKept(asset: SelectedAsset): boolean {
    const open = this.ports.connection()
    return (
      open !== null &&
      this.ports.previews.cache.isCached({ account: accountKeyOf(open), file: asset }, 'file')
    )
  }

  private sendNow(): void {
    const snapshot = this.transfers.snapshot()
    broadcast('watchTransfers', snapshot)
    this.ports.onMoved(snapshot.batches)
    this.sendHeartbeat(this.transfers.isRunning())
  }
}

/** The first half of a copy: the bytes come here, by a call or from what is kept. */
function copiesFrom(out: LocalFileServices): CopySourcePort {
  return {
    prepareCopy: async (run, file) => {
      if (file.source.kind !== 'asset') return { ok: false, problem: 'internal' }
      return toCopy(
        await out.prepare({
          ...{ open: run.open, asset: file.source.asset, signal: run.stopSignal },
          onBytes: (bytes) => void run.reportState(file.id, { state: 'receiving', bytes }),
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

function grantsOf({ grants }: LocalFileServices): GrantsPort {
  return {
    findGrant: (grantId) => {
      const files = grants.find(grantId)
      return files === null
        ? null
        : { files: files.map(({ source, ...given }) => ({ ...given, file: source })) }
    },
    consumeGrant: (grantId) => grants.discard(grantId),
  }
}
