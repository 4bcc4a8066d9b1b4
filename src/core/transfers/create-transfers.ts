import type { AccountSegmentsRefresh, SelectedAsset } from '../../shared/deletion'
import type { KnownBytes } from '../../shared/recycle-bin'
import type { Settings } from '../../shared/settings'
import type { StagingSnapshot, TransferBatch } from '../../shared/transfers'
import type { LocalFilesPorts } from '../app-ports'
import type { ConnectionAccess } from '../connections/connection-access'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { Deletions } from '../deletion/deletions'
import type { Subsystem } from '../lifecycle'
import type { JobProjects } from '../places/job-projects'
import type { Clock, HashPort, LogFilesPort, MeasurePort, RandomSource, StreamHashPort } from '../ports'
import type { PreviewCache } from '../previews/preview-cache'
import { DownloadRunner } from './download-runner'
import { Downloads, type DownloadsPorts } from './downloads'
import type { CopySourcePort, PreparedCopy } from './file-uploader'
import { KnownContent } from './known-content'
import { prepareAsset, type PreparedAsset, type PreparePorts } from './prepare-asset'
import { Staging } from './staging'
import { Transfers } from './transfers'
import type { UploadEndedListener } from './upload-fact'
import { UploadPlans } from './upload-plans'
import { UploadRunner } from './upload-runner'

/** Timeout for pending responses when the app quits or signs out, in milliseconds. */
const finishTimeoutMs = 3_000

export interface CreateTransfersPorts {
  readonly clock: Clock
  readonly random: RandomSource
  readonly hash: HashPort & MeasurePort & StreamHashPort
  readonly log: LogFilesPort
  readonly localFiles: LocalFilesPorts
  readonly chooseFolder: DownloadsPorts['chooseFolder']
  readonly connections: ConnectionAccess
  readonly settings: () => Settings
  readonly cache: PreviewCache
  readonly deletions: Deletions
  readonly jobProjects: JobProjects
  /** Hashes of files of the open connection, from their copies. */
  readonly knownBytes: () => Promise<readonly KnownBytes[]>
  readonly isReachable: (open: OpenConnection) => boolean
  readonly onRefresh: (refresh: AccountSegmentsRefresh) => void
  readonly onUploadEnded: UploadEndedListener
  readonly onChange: () => void
  readonly onBatchEnded: (batch: TransferBatch) => void
  readonly onStaging: (snapshot: StagingSnapshot) => void
}

export interface TransferModule {
  readonly transfers: Transfers
  readonly uploads: UploadPlans
  readonly downloads: Downloads
  readonly staging: Staging
  readonly subsystems: readonly Subsystem[]
}

/** Uploads, downloads and copies, and the files staged for other programs. */
export function createTransfers(ports: CreateTransfersPorts): TransferModule {
  const { clock, random, hash, connections, settings, cache } = ports
  const canWrite = (open: OpenConnection): boolean => !open.connection.readOnly
  const staging = new Staging({
    files: ports.localFiles.staging,
    cache,
    clock,
    random,
    hash,
    connections,
    onChange: ports.onStaging,
    limit: () => settings().maxStagedBytes,
  })
  const transfers = new Transfers({
    clock,
    random,
    connections,
    canWrite,
    isReachable: ports.isReachable,
    onUploadEnded: ports.onUploadEnded,
    files: ports.log,
    runners: createRunners(ports),
    onChange: ports.onChange,
    onBatchEnded: ports.onBatchEnded,
  })
  const downloads = new Downloads({
    target: ports.localFiles.downloads,
    chooseFolder: ports.chooseFolder,
    connections,
    queue: transfers,
  })
  const uploads = new UploadPlans({
    content: createKnownContent(ports, transfers, staging),
    random,
    connections,
    canWrite,
    onUploadEnded: ports.onUploadEnded,
    grants: ports.localFiles.grants,
    queue: transfers,
    deletions: ports.deletions,
    projectHint: (context) => {
      const open = connections.current()
      return open === null ? null : ports.jobProjects.findProject(accountKeyOf(open), context)
    },
    isCached: (asset) => isCached(ports, asset),
    comparesBytes: () => settings().compareUploads,
  })
  return {
    transfers,
    uploads,
    downloads,
    staging,
    subsystems: toSubsystems(ports, { transfers, uploads, staging }),
  }
}

function createRunners(ports: CreateTransfersPorts): ConstructorParameters<typeof Transfers>[0]['runners'] {
  const { clock, random, hash, cache } = ports
  const upload = new UploadRunner({
    clock,
    hash,
    canWrite: (open) => !open.connection.readOnly,
    measure: (chunks) => hash.measure(chunks),
    comparesBytes: () => ports.settings().compareUploads,
    files: ports.localFiles.uploads,
    copies: copySourceOf({ files: ports.localFiles.staging, cache, clock, random }),
    onRefresh: ports.onRefresh,
    onUploadEnded: ports.onUploadEnded,
  })
  const download = new DownloadRunner({ target: ports.localFiles.downloads, cache, clock, random })
  return { upload, copy: upload, download }
}

function createKnownContent(
  ports: CreateTransfersPorts,
  transfers: Transfers,
  staging: Staging,
): KnownContent {
  return new KnownContent({
    files: ports.localFiles.uploads,
    measure: (chunks) => ports.hash.measure(chunks),
    cache: ports.cache,
    knownBytes: async (open) => [
      ...(await ports.knownBytes()),
      ...transfers.knownUploads(accountKeyOf(open)),
    ],
    findStaged: (open, asset) => staging.findStaged(open, asset),
  })
}

function toSubsystems(
  { clock, localFiles }: CreateTransfersPorts,
  { transfers, uploads, staging }: Pick<TransferModule, 'transfers' | 'uploads' | 'staging'>,
): readonly Subsystem[] {
  const withinTimeout = (work: Promise<void>): Promise<void> =>
    Promise.race([work, clock.sleep(finishTimeoutMs)])
  return [
    { name: 'upload plans', onConnectionChanged: () => uploads.connectionChanged() },
    {
      name: 'transfers',
      load: async () => {
        await Promise.all([transfers.loadQueue(), staging.clearLeftovers()])
        const sources = transfers.localSources()
        if (sources !== null) await localFiles.removeOtherPasted(sources)
      },
      onConnectionChanged: () => transfers.connectionChanged(),
      suspend: () => void transfers.suspend(),
      resume: () => transfers.wake(),
      isRunning: () => transfers.isRunning(),
      // A pending request keeps its session after the timeout, but blocks nothing.
      signOut: (open) => withinTimeout(transfers.signedOut(open)),
      // Unfinished transfers resume at the next start. A pending attach call is abandoned after the timeout, because its
      // intent is recorded and the next run checks it. Staged files may be read until then.
      finish: async () => {
        await withinTimeout(transfers.finishNow())
        await staging.close()
      },
    },
    {
      name: 'staging',
      onConnectionChanged: () => staging.connectionChanged(),
      pageLoaded: () => staging.unstageAssets(),
      signOut: () => staging.unstageAssets(),
      dropCached: (account) => staging.forgetAccount(account),
    },
  ]
}

function isCached({ connections, cache }: CreateTransfersPorts, asset: SelectedAsset): boolean {
  const open = connections.current()
  return open !== null && cache.isCached({ account: accountKeyOf(open), file: asset }, 'file')
}

/** Prepares the source of a copy: loads the bytes from the cache or with a call. */
function copySourceOf(ports: PreparePorts): CopySourcePort {
  return {
    prepareCopy: async (run, file) => {
      if (file.source.kind !== 'asset') return { ok: false, problem: 'internal' }
      return toCopy(
        await prepareAsset(ports, {
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
