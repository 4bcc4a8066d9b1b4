import type { AppPorts } from '../core/app-ports'
import type { ListedFilesPort } from '../core/ports'
import { defaultSettings, SettingsStore } from '../core/settings/settings'
import { en } from '../shared/messages/catalogue'
import { inProcessInspector } from './in-process-inspector'
import { MemoryCache } from './memory-cache'
import { FakeClock, FakeRandom, MemoryFiles, MemorySecretBox, nodeHash } from './memory-ports'
import { MemoryBlobs, MemoryDisk, MemoryLogFiles } from './memory-storage'
import { MemoryLocalFiles } from './memory-transfers'
import { NodeHttpPort } from './node-http-port'

/** What a test chooses itself, and what it wants to see. */
export interface MemoryAppOptions {
  readonly clock?: FakeClock
  readonly disk?: MemoryDisk
  readonly files?: ListedFilesPort
  readonly settings?: SettingsStore
  readonly network?: Partial<AppPorts['network']>
  readonly keychain?: AppPorts['keychain']['box']
  readonly confirmKeyOwner?: AppPorts['dialogs']['confirmKeyOwner']
}

/** Everything that `createApp` needs, in memory. Files of uploads come from `MemoryLocalFiles`; no dialog is answered. */
export function memoryAppPorts(options: MemoryAppOptions = {}): AppPorts {
  const { clock = new FakeClock(), disk = new MemoryDisk(), files = new MemoryFiles() } = options
  const cache = new MemoryCache()
  const uploads = new MemoryLocalFiles()
  const folders = new Map<string, ListedFilesPort>([['.', files]])
  const inspector = inProcessInspector({ readFile: (name, range) => cache.read(name, range) })
  const noFolder = (): Promise<never> => Promise.reject(new Error('no folder was chosen'))
  return {
    clock,
    random: new FakeRandom(),
    hash: nodeHash,
    settings: options.settings ?? new SettingsStore(new MemoryFiles()),
    start: { demo: false, mayOpenSaved: false, access: null, place: null },
    whenShown: () => Promise.resolve(),
    network: {
      http: new NodeHttpPort(),
      probe: () => Promise.resolve(true),
      policy: { loopbackOnly: true },
      demo: { start: noFolder, reset: () => Promise.resolve(), stop: () => Promise.resolve() },
      ...options.network,
    },
    storage: {
      files: (folder) => {
        const known = folders.get(folder) ?? new MemoryFiles()
        folders.set(folder, known)
        return known
      },
      logs: (folder) => new MemoryLogFiles(disk, folder),
      copies: new MemoryBlobs(disk, 'copies'),
      cache,
      removeLeftovers: () => Promise.resolve(),
    },
    keychain: { box: options.keychain ?? new MemorySecretBox(), platform: 'linux', appName: 'Refshelf' },
    localFiles: {
      uploads,
      grants: { findGrant: () => null, consumeGrant: () => undefined },
      downloads: {
        listFolder: () => Promise.resolve([]),
        freeBytes: () => Promise.resolve(Number.MAX_SAFE_INTEGER),
        receiveFile: noFolder,
        discardPart: () => Promise.resolve(),
      },
      staging: {
        readFile: (file) => uploads.readFile(file),
        writeFile: noFolder,
        removeFile: () => Promise.resolve(),
        removeBatch: () => Promise.resolve(),
        clearFiles: () => Promise.resolve(),
      },
      removeOtherPasted: () => Promise.resolve(),
    },
    dialogs: {
      save: { chooseFile: () => Promise.resolve(null), chooseFolder: () => Promise.resolve(null) },
      chooseFolder: () => Promise.resolve(null),
      confirmKeyOwner: options.confirmKeyOwner ?? (() => Promise.resolve(true)),
    },
    inspectors: { previews: inspector, thumbnails: inspector },
    userName: () => 'ada',
    text: (key) => en[key],
    logError: (what, error) => {
      throw new Error(what, { cause: error })
    },
  }
}

/** Settings with more calls per hour than any test makes. */
export async function generousSettings(): Promise<SettingsStore> {
  const settings = new SettingsStore(new MemoryFiles())
  await settings.updateSettings({ ...defaultSettings, hourlyAllowance: 100_000 })
  return settings
}
