import { homedir } from 'node:os'
import path from 'node:path'
import { app } from 'electron'
import type { AppPorts, StartOptions } from '../core/app-ports'
import type { SettingsStore } from '../core/settings/settings'
import { DiskBlobs } from './adapters/disk-blobs'
import { DiskCache } from './adapters/disk-cache'
import { DiskFiles } from './adapters/disk-files'
import { DiskLogFiles } from './adapters/disk-log-files'
import { markDownloaded, systemMarkTools } from './adapters/download-mark'
import { systemFileExchange } from './adapters/file-exchange'
import { FileGrants } from './adapters/file-grants'
import { removeLeftoverParts } from './adapters/leftover-parts'
import { localFiles } from './adapters/local-files'
import { LocalFolders } from './adapters/local-folders'
import { PastedFiles } from './adapters/pasted-files'
import { isPrivatePath } from './adapters/private-paths'
import { saveDialogs } from './adapters/save-dialogs'
import { createSecretBox } from './adapters/secret-box'
import { StagingFolder } from './adapters/staging-folder'
import { computerUser, nodeHash, systemClock, systemRandom } from './adapters/system-ports'
import { createDemoMode } from './demo-mode'
import type { Inspectors } from './inspection/open-inspectors'
import { text } from './locale'
import { logError } from './log'
import { confirmKeyOwner } from './native-questions'
import { createPlatformNetwork } from './platform-http'
import { isTrialRuntime } from './runtime'

/** Folders below the user-data folder whose files are replaced as a whole. */
const replacedFolders = ['places', 'listings', 'transfers', 'recycle-bin']

/** The folder of previews and thumbnails. */
export function previewFolder(): string {
  return path.join(app.getPath('userData'), 'previews')
}

export interface RealPortsOptions {
  readonly settings: SettingsStore
  readonly files: DiskFiles
  readonly start: StartOptions
  readonly whenShown: () => Promise<void>
  readonly inspectors: Inspectors
  readonly grants: FileGrants
  readonly pasted: PastedFiles
}

/** The real ports, with all files in the user-data folder. */
export function createRealPorts(options: RealPortsOptions): AppPorts {
  const { settings, files, start, whenShown, inspectors, grants, pasted } = options
  const trialRuntime = isTrialRuntime(process.versions.electron)
  const userData = app.getPath('userData')
  const below = (folder: string): string => path.join(userData, folder)
  const mark = { mark: (file: string) => markDownloaded(systemMarkTools, file) }
  return {
    clock: systemClock,
    random: systemRandom,
    hash: nodeHash,
    settings,
    start,
    whenShown,
    inspectors,
    text,
    logError,
    userName: computerUser,
    // A proxy could lead to another computer, so a trial runtime uses none.
    network: {
      ...createPlatformNetwork({ usesProxy: !trialRuntime }),
      policy: { loopbackOnly: trialRuntime },
      demo: createDemoMode(below('demo')),
    },
    storage: {
      files: (folder) => (folder === '.' ? files : new DiskFiles(below(folder))),
      logs: (folder) => new DiskLogFiles(below(folder)),
      copies: new DiskBlobs(below(path.join('recycle-bin', 'copies'))),
      cache: new DiskCache(previewFolder()),
      removeLeftovers: () =>
        removeLeftoverParts([userData, ...replacedFolders.map(below)], performance.timeOrigin),
    },
    keychain: { box: createSecretBox(), platform: process.platform, appName: app.getName() },
    localFiles: {
      uploads: localFiles,
      downloads: new LocalFolders(mark),
      staging: new StagingFolder(below('staging'), mark),
      removeOtherPasted: (kept) => pasted.removeOthers(kept),
      grants: {
        findGrant: (grantId) => {
          const granted = grants.find(grantId)
          if (granted === null) return null
          return { files: granted.map(({ source, ...file }) => ({ ...file, file: source })) }
        },
        consumeGrant: (grantId) => grants.discard(grantId),
      },
    },
    dialogs: { save: saveDialogs, chooseFolder: systemFileExchange.chooseFolder, confirmKeyOwner },
  }
}

/** Files that the user grants to the app. */
export function createFileGrants(maxFileBytes: () => number): FileGrants {
  const computer = { platform: process.platform, home: homedir(), userData: app.getPath('userData') }
  return new FileGrants({
    random: systemRandom,
    clock: systemClock,
    maxFileBytes,
    isPrivate: (file) => isPrivatePath(file, computer),
  })
}

/** Files that the user pastes. */
export function createPastedFiles(): PastedFiles {
  return new PastedFiles({
    folder: path.join(app.getPath('userData'), 'pasted'),
    random: systemRandom,
    now: () => systemClock.now(),
  })
}
