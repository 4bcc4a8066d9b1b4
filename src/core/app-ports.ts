import type { MessageKey } from '../shared/messages/catalogue'
import type { PlaceRequest } from '../shared/place'
import type { ConnectionsPorts } from './connections/connections'
import type { RequestedConnection } from './connections/start-connection'
import type {
  BlobsPort,
  CacheFilesPort,
  Clock,
  DemoPort,
  HashPort,
  HttpPort,
  ListedFilesPort,
  LogFilesPort,
  MeasurePort,
  RandomSource,
  SavePort,
  SecretBox,
  StreamHashPort,
} from './ports'
import type { FileInspector } from './previews/file-inspector'
import type { SettingsStore } from './settings/settings'
import type { DownloadsPorts } from './transfers/downloads'
import type { LocalTargetPort } from './transfers/local-target'
import type { LocalFilesPort } from './transfers/ports'
import type { StagingFilesPort } from './transfers/staged-batch'
import type { GrantsPort } from './transfers/upload-source'
import type { HostPolicy } from './wordbee/server-url'

/** Folders of small files: the user-data folder itself, and those below it. */
export type FilesFolder = '.' | 'places' | 'listings' | 'activity'

/** Folders of append-only files. */
export type LogsFolder = 'activity' | 'budget' | 'jobs' | 'recycle-bin' | 'transfers'

export interface NetworkPorts {
  readonly http: HttpPort
  /** Whether a server accepts connections at this origin. Not an API call. */
  readonly probe: (origin: string) => Promise<boolean>
  readonly policy: HostPolicy
  readonly demo: DemoPort
}

export interface StoragePorts {
  readonly files: (folder: FilesFolder) => ListedFilesPort
  readonly logs: (folder: LogsFolder) => LogFilesPort
  /** The bytes of the recycle bin. */
  readonly copies: BlobsPort
  /** The cache of previews and thumbnails. */
  readonly cache: CacheFilesPort
  /** Removes what a crash left of files that were being replaced. Rejects with the errors of the disk. */
  readonly removeLeftovers: () => Promise<void>
}

export interface KeychainPorts {
  readonly box: SecretBox
  readonly platform: string
  /** The keychain entry depends on it. */
  readonly appName: string
}

/** Files on this computer outside the app's own folders. */
export interface LocalFilesPorts {
  readonly uploads: LocalFilesPort
  readonly grants: GrantsPort
  readonly downloads: LocalTargetPort
  readonly staging: StagingFilesPort
  /** Removes pasted files, except those that an upload may still read. */
  readonly removeOtherPasted: (kept: ReadonlySet<string>) => Promise<void>
}

/** What the user is asked by the system. */
export interface DialogPorts {
  readonly save: SavePort
  readonly chooseFolder: DownloadsPorts['chooseFolder']
  readonly confirmKeyOwner: ConnectionsPorts['confirmKeyOwner']
}

/** What the app is started with. */
export interface StartOptions extends RequestedConnection {
  /** The place to open first, or null. */
  readonly place: PlaceRequest | null
}

/** Everything that the app needs from the outside. Main passes the real ports, tests those in memory. */
export interface AppPorts {
  readonly clock: Clock
  readonly random: RandomSource
  readonly hash: HashPort & MeasurePort & StreamHashPort
  /** Made first, because ports read their limits from it. */
  readonly settings: SettingsStore
  readonly start: StartOptions
  /** Resolves when the page has painted for the first time. */
  readonly whenShown: () => Promise<void>
  readonly network: NetworkPorts
  readonly storage: StoragePorts
  readonly keychain: KeychainPorts
  readonly localFiles: LocalFilesPorts
  readonly dialogs: DialogPorts
  /** One for what the user looks at and one for thumbnails, so that these delay no preview. */
  readonly inspectors: { readonly previews: FileInspector; readonly thumbnails: FileInspector }
  /** The name of the user of this computer. */
  readonly userName: () => string
  /** A text of the catalogue in the current locale. */
  readonly text: (key: MessageKey) => string
  /** Writes to the log of the app. Paths and system errors go nowhere else. */
  readonly logError: (what: string, error: unknown) => void
}
