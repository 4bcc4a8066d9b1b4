import path from 'node:path'
import type { OpenConnection } from '../core/connections/open-connection'
import type { KeptFiles } from '../core/previews/kept-files'
import { DownloadRunner } from '../core/transfers/download-runner'
import { Downloads } from '../core/transfers/downloads'
import type { Transfers } from '../core/transfers/transfers'
import { prepareAsset, type AssetWish, type PreparedAsset } from '../core/transfers/prepare-asset'
import { Staging } from '../core/transfers/staging'
import type { Settings } from '../shared/settings'
import type { Result } from '../shared/result'
import type { RenewedSource, StagingNews } from '../shared/transfers'
import { markDownloaded, systemMarkTools } from './adapters/download-mark'
import { systemFileExchange } from './adapters/file-exchange'
import { FileGrants } from './adapters/file-grants'
import { localFiles } from './adapters/local-files'
import { LocalFolders } from './adapters/local-folders'
import { StagingFolder } from './adapters/staging-folder'
import { nodeHash, systemClock, systemRandom } from './adapters/system-ports'
import { FilesDesk } from './files-desk'
import { renewSource, type RenewWish } from './renew-source'

export interface FilesOutPorts {
  readonly userData: string
  readonly kept: KeptFiles
  readonly connection: () => OpenConnection | null
  readonly hold: (open: OpenConnection) => () => void
  readonly settings: () => Settings
  /** Asked when it is needed: the queue has its runners before it is there itself. */
  readonly queue: () => Pick<Transfers, 'add' | 'find' | 'renew'>
  readonly onStaging: (news: StagingNews) => void
}

/** All that touches files of this computer: what may be read of it, and what is written to it. */
export interface FilesOut {
  readonly desk: FilesDesk
  readonly grants: FileGrants
  readonly staging: Staging
  readonly downloads: Downloads
  readonly runner: DownloadRunner
  /** Gives a file of the queue anew that changed or vanished. */
  readonly renewUpload: (wish: RenewWish) => Promise<Result<RenewedSource>>
  /** The first half of a copy. */
  readonly prepare: (wish: AssetWish) => Promise<PreparedAsset>
}

export function createFilesOut(ports: FilesOutPorts): FilesOut {
  const { kept, connection, hold, settings, queue, onStaging } = ports
  const [clock, random] = [systemClock, systemRandom]
  const options = { mark: (file: string) => markDownloaded(systemMarkTools, file) }
  const target = new LocalFolders(options)
  const files = new StagingFolder(path.join(ports.userData, 'staging'), options)
  const grants = new FileGrants({ random, clock, maxFileBytes: () => settings().maxUploadBytes })
  const staging = new Staging({
    ...{ files, kept, clock, random, connection, hold, hash: nodeHash, onNews: onStaging },
    limit: () => settings().maxStagedBytes,
  })
  const { chooseFolder } = systemFileExchange
  return {
    ...{ grants, staging },
    desk: new FilesDesk({ grants, staging, exchange: systemFileExchange, files: localFiles }),
    runner: new DownloadRunner({ target, kept, clock, random }),
    downloads: new Downloads({
      target,
      chooseFolder,
      connection,
      hold,
      queue: { add: (batch) => queue().add(batch) },
    }),
    renewUpload: (wish) => renewSource({ grants, queue, exchange: systemFileExchange }, wish),
    prepare: (wish) => prepareAsset({ files, kept, clock, random }, wish),
  }
}
