import path from 'node:path'
import { accountKeyOf, type OpenConnection } from '../core/connections/open-connection'
import type { ActivityFact } from '../core/activity/recorder'
import { heartbeat, throttle } from '../core/lib/throttle'
import type { Replacements } from '../core/recycle-bin/replacements'
import { KnownContent } from '../core/transfers/known-content'
import { JobProjects } from '../core/transfers/job-projects'
import type { PreparedAsset } from '../core/transfers/prepare-asset'
import { Transfers } from '../core/transfers/transfers'
import { toUploadFact } from '../core/transfers/upload-fact'
import { UploadPlans } from '../core/transfers/upload-plans'
import { UploadRunner } from '../core/transfers/upload-runner'
import type { CopySourcePort, PreparedCopy } from '../core/transfers/file-uploader'
import type { GrantsPort } from '../core/transfers/upload-source'
import type { AccountSegmentsRefresh, SelectedAsset, SegmentsRefresh } from '../shared/deletion'
import type { KnownBytes } from '../shared/recycle-bin'
import type { Settings } from '../shared/settings'
import type { TransferBatch } from '../shared/transfers'
import { DiskLogFiles } from './adapters/disk-log-files'
import { localFiles } from './adapters/local-files'
import { nodeHash, systemClock, systemRandom } from './adapters/system-ports'
import { createLocalFileServices, type LocalFileServices } from './local-file-services'
import { broadcast } from './ipc/router'
import type { PreviewModule } from './previews'

/** Minimum time between two broadcasts, in milliseconds. */
const broadcastIntervalMs = 150
/** Timeout for pending responses when the app quits or signs out, in milliseconds. */
const finishTimeoutMs = 3_000
/** Interval of broadcasts while nothing changes, so that windows notice a stall or a wait, in milliseconds. */
const heartbeatMs = 1_000

export interface TransferServicePorts {
  readonly userData: string
  readonly connection: () => OpenConnection | null
  readonly acquire: (open: OpenConnection) => () => void
  readonly settings: () => Settings
  readonly previews: PreviewModule
  readonly replacements: Replacements
  /** Hashes of files of the open connection, from their copies. */
  readonly knownBytes: () => Promise<readonly KnownBytes[]>
  readonly isReachable: (open: OpenConnection) => boolean
  readonly onRefresh: (refresh: AccountSegmentsRefresh) => void
  readonly record: (facts: readonly ActivityFact[]) => void
  /** Transfers made progress; updates the taskbar and the power save guard. */
  readonly onProgress: (batches: readonly TransferBatch[]) => void
  readonly onBatchEnded: (batch: TransferBatch) => void
}

/** Uploads, downloads and copies on the real disk, with broadcasts to the windows. */
export class TransferService {
  readonly transfers: Transfers
  readonly plans: UploadPlans
  readonly localFiles: LocalFileServices
  readonly jobProjects = new JobProjects()
  private readonly scheduleBroadcast: () => void
  private readonly sendHeartbeat: (isNeeded: boolean) => void

  constructor(private readonly ports: TransferServicePorts) {
    const { userData, connection, acquire, settings, previews } = ports
    const [clock, random] = [systemClock, systemRandom]
    const canWrite = (open: OpenConnection): boolean => !open.connection.readOnly
    this.scheduleBroadcast = throttle(() => this.broadcastNow(), { intervalMs: broadcastIntervalMs, clock })
    this.sendHeartbeat = heartbeat(() => this.scheduleBroadcast(), { idleMs: heartbeatMs, clock })
    this.localFiles = createLocalFileServices({
      userData,
      connection,
      acquire,
      settings,
      cache: previews.cache,
      queue: () => this.transfers,
      onStaging: (snapshot) => broadcast('watchStaging', snapshot),
    })
    const onUploadEnded: ConstructorParameters<typeof UploadRunner>[0]['onUploadEnded'] = (...ended) =>
      ports.record([toUploadFact(...ended)])
    const uploads = new UploadRunner({
      clock,
      canWrite,
      onUploadEnded,
      hash: nodeHash,
      measure: (chunks) => nodeHash.measure(chunks),
      comparesBytes: () => settings().compareUploads,
      files: localFiles,
      copies: copySourceOf(this.localFiles),
      onRefresh: ports.onRefresh,
    })
    this.transfers = new Transfers({
      clock,
      random,
      connection,
      acquire,
      canWrite,
      isReachable: ports.isReachable,
      onUploadEnded,
      files: new DiskLogFiles(path.join(userData, 'transfers')),
      runners: { upload: uploads, copy: uploads, download: this.localFiles.runner },
      onChange: () => this.scheduleBroadcast(),
      onBatchEnded: (batch) => ports.onBatchEnded(batch),
    })
    const content = new KnownContent({
      files: localFiles,
      measure: (chunks) => nodeHash.measure(chunks),
      cache: previews.cache,
      knownBytes: async (open) => [
        ...(await ports.knownBytes()),
        ...this.transfers.knownUploads(accountKeyOf(open)),
      ],
      findStaged: (open, asset) => this.localFiles.staging.findStaged(open, asset),
    })
    this.plans = new UploadPlans({
      content,
      random,
      connection,
      acquire,
      canWrite,
      onUploadEnded,
      grants: grantsOf(this.localFiles),
      queue: this.transfers,
      replacements: ports.replacements,
      projectHint: (context) => this.projectOf(context),
      isCached: (asset) => this.isCached(asset),
      comparesBytes: () => settings().compareUploads,
    })
  }

  /** Loads the queue of earlier runs, before anything is shown. */
  async load(): Promise<void> {
    await Promise.all([this.transfers.loadQueue(), this.localFiles.staging.clearLeftovers()])
    const kept = this.transfers.localSources()
    if (kept !== null) await this.localFiles.pasted.removeOthers(kept)
  }

  connectionChanged(): void {
    this.plans.connectionChanged()
    this.transfers.connectionChanged()
    this.localFiles.staging.connectionChanged()
  }

  /** Applies a complete listing: removes staged copies of deleted or changed files (docs/rules.md#p9). */
  applyListing(account: string, listed: Pick<SegmentsRefresh, 'segmentIds' | 'assets'>): void {
    this.jobProjects.recordAssets(account, listed.assets)
    void this.localFiles.staging.applyListing(account, listed)
  }

  /** Stops transfers before sign-out. A pending request keeps its session after the timeout, but blocks nothing. */
  async signedOut(open: OpenConnection): Promise<void> {
    this.localFiles.staging.unstageAssets()
    await Promise.race([this.transfers.signedOut(open), systemClock.sleep(finishTimeoutMs)])
  }

  /** A throttle pause starts or ends: update the waiting transfers. */
  onWaitChange(): void {
    this.scheduleBroadcast()
  }

  /**
   * Stops transfers before the app quits; unfinished ones resume at the next start. A pending attach call is abandoned after
   * the timeout, because its intent is recorded and the next run checks it.
   */
  async finishOperations(): Promise<void> {
    await Promise.race([this.transfers.finishNow(), systemClock.sleep(finishTimeoutMs)])
    await this.localFiles.staging.close()
  }

  private projectOf(context: SelectedAsset['context']): number | null {
    const open = this.ports.connection()
    return open === null ? null : this.jobProjects.findProject(accountKeyOf(open), context)
  }

  private isCached(asset: SelectedAsset): boolean {
    const open = this.ports.connection()
    return (
      open !== null &&
      this.ports.previews.cache.isCached({ account: accountKeyOf(open), file: asset }, 'file')
    )
  }

  private broadcastNow(): void {
    const snapshot = this.transfers.snapshot()
    broadcast('watchTransfers', snapshot)
    this.ports.onProgress(snapshot.batches)
    this.sendHeartbeat(this.transfers.isRunning())
  }
}

/** Prepares the source of a copy: loads the bytes from the cache or with a call. */
function copySourceOf(localFileServices: LocalFileServices): CopySourcePort {
  return {
    prepareCopy: async (run, file) => {
      if (file.source.kind !== 'asset') return { ok: false, problem: 'internal' }
      return toCopy(
        await localFileServices.prepareAsset({
          open: run.open,
          asset: file.source.asset,
          signal: run.stopSignal,
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
        : { files: files.map(({ source, ...granted }) => ({ ...granted, file: source })) }
    },
    consumeGrant: (grantId) => grants.discard(grantId),
  }
}
