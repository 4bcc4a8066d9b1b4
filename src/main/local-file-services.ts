import { homedir } from 'node:os'
import path from 'node:path'
import type { ConnectionAccess } from '../core/connections/connection-access'
import type { PreviewCache } from '../core/previews/preview-cache'
import { DownloadRunner } from '../core/transfers/download-runner'
import { Downloads } from '../core/transfers/downloads'
import type { Transfers } from '../core/transfers/transfers'
import { prepareAsset, type PrepareAssetRequest, type PreparedAsset } from '../core/transfers/prepare-asset'
import { Staging } from '../core/transfers/staging'
import type { Settings } from '../shared/settings'
import type { Result } from '../shared/result'
import type { RenewedSource, StagingSnapshot } from '../shared/transfers'
import { markDownloaded, systemMarkTools } from './adapters/download-mark'
import { systemFileExchange } from './adapters/file-exchange'
import { FileGrants } from './adapters/file-grants'
import { localFiles } from './adapters/local-files'
import { PastedFiles } from './adapters/pasted-files'
import { LocalFolders } from './adapters/local-folders'
import { isPrivatePath } from './adapters/private-paths'
import { StagingFolder } from './adapters/staging-folder'
import { nodeHash, systemClock, systemRandom } from './adapters/system-ports'
import { FileService } from './file-service'
import { renewSource, type RenewRequest } from './renew-source'

export interface LocalFileServicesPorts {
  readonly userData: string
  readonly cache: PreviewCache
  readonly connections: ConnectionAccess
  readonly settings: () => Settings
  /** Lazy, because the queue is created after its runners. */
  readonly queue: () => Pick<Transfers, 'addBatch' | 'findBatch' | 'renewSource'>
  readonly onStaging: (snapshot: StagingSnapshot) => void
}

/** The services that read and write files on this computer. */
export interface LocalFileServices {
  readonly fileService: FileService
  readonly grants: FileGrants
  readonly staging: Staging
  readonly pasted: PastedFiles
  readonly downloads: Downloads
  readonly runner: DownloadRunner
  /** Replaces the source of a queued file that changed or vanished. */
  readonly renewUpload: (request: RenewRequest) => Promise<Result<RenewedSource>>
  /** Downloads a file to copy; the first half of a copy. */
  readonly prepareAsset: (request: PrepareAssetRequest) => Promise<PreparedAsset>
}

export function createLocalFileServices(ports: LocalFileServicesPorts): LocalFileServices {
  const { cache, connections, settings, queue, onStaging } = ports
  const [clock, random] = [systemClock, systemRandom]
  const options = { mark: (file: string) => markDownloaded(systemMarkTools, file) }
  const target = new LocalFolders(options)
  const files = new StagingFolder(path.join(ports.userData, 'staging'), options)
  const computer = { platform: process.platform, home: homedir(), userData: ports.userData }
  const pasted = new PastedFiles({
    folder: path.join(ports.userData, 'pasted'),
    random,
    now: () => clock.now(),
  })
  const grants = new FileGrants({
    random,
    clock,
    maxFileBytes: () => settings().maxUploadBytes,
    isPrivate: (file) => isPrivatePath(file, computer),
  })
  const staging = new Staging({
    files,
    cache,
    clock,
    random,
    connections,
    hash: nodeHash,
    onChange: onStaging,
    limit: () => settings().maxStagedBytes,
  })
  const { chooseFolder } = systemFileExchange
  return {
    grants,
    staging,
    pasted,
    fileService: new FileService({
      grants,
      pasted,
      staging,
      exchange: systemFileExchange,
      files: localFiles,
    }),
    runner: new DownloadRunner({ target, cache, clock, random }),
    downloads: new Downloads({
      target,
      chooseFolder,
      connections,
      queue: { addBatch: (batch) => queue().addBatch(batch) },
    }),
    renewUpload: (request) => renewSource({ grants, queue, exchange: systemFileExchange }, request),
    prepareAsset: (request) => prepareAsset({ files, cache, clock, random }, request),
  }
}
