import { app as electron, Menu } from 'electron'
import { createApp, type App } from '../core/app'
import { SettingsStore } from '../core/settings/settings'
import type { AppStatus } from '../shared/app-status'
import type { Result } from '../shared/result'
import type { SettingsSnapshot } from '../shared/settings'
import type { RenewedSource } from '../shared/transfers'
import { DiskFiles } from './adapters/disk-files'
import { systemFileExchange } from './adapters/file-exchange'
import { localFiles } from './adapters/local-files'
import { systemClock } from './adapters/system-ports'
import { buildAppMenu } from './app-menu'
import { createFileGrants, createPastedFiles, createRealPorts, previewFolder } from './app-ports'
import { Appearance } from './appearance'
import type { StartRequest } from './command-line'
import { systemDesktop } from './desktop-notifications'
import { FileService } from './file-service'
import { openInspectors, type Inspectors } from './inspection/open-inspectors'
import { pushEvents } from './ipc/push'
import { LanguageService } from './language-service'
import { OperationNotifier } from './operation-notifier'
import { guardAgainstSleep } from './power-save-guard'
import { renewSource, type RenewRequest } from './renew-source'
import { isEndOfLife, isTrialRuntime } from './runtime'
import { StatusBroadcaster } from './status-broadcaster'

/** The app with its real ports, and the parts of main around it. */
export interface Composition {
  readonly app: App
  /** The user-data folder. */
  readonly files: DiskFiles
  readonly appearance: Appearance
  readonly language: LanguageService
  readonly fileService: FileService
  readonly inspectors: Inspectors
  readonly readStatus: () => Promise<AppStatus>
  readonly readSettings: () => SettingsSnapshot
  /** Replaces the source of a queued file that changed or vanished. */
  readonly renewUpload: (request: RenewRequest) => Promise<Result<RenewedSource>>
  /** The page has painted for the first time. */
  readonly onShown: () => void
}

/** `unsafeSwitches`: those of this start, which only tests may use. */
export async function compose(start: StartRequest, unsafeSwitches: readonly string[]): Promise<Composition> {
  const files = new DiskFiles(electron.getPath('userData'))
  const settings = new SettingsStore(files)
  const appearance = new Appearance(() => settings)
  const language = new LanguageService(
    start.language,
    () => settings.getSettings().language,
    () => Menu.setApplicationMenu(buildAppMenu(process.platform, (step) => appearance.stepZoom(step))),
  )
  // An unreadable settings file is left untouched; the defaults are the safe choice.
  await settings.loadSettings().catch(() => undefined)
  appearance.apply()
  await language.applySettings()
  let onShown = (): void => undefined
  const shown = new Promise<void>((resolve) => (onShown = resolve))
  const inspectors = openInspectors(previewFolder())
  const grants = createFileGrants(() => settings.getSettings().maxUploadBytes)
  const pasted = createPastedFiles()
  const app = createApp(
    createRealPorts({ settings, files, start, whenShown: () => shown, inspectors, grants, pasted }),
  )
  const readStatus = async (): Promise<AppStatus> => ({
    ...(await app.readStatus()),
    ...runtimeFacts(),
    unsafeSwitches,
  })
  const readSettings = (): SettingsSnapshot => ({
    settings: settings.getSettings(),
    isReadable: settings.isReadable(),
    language: language.snapshot(),
  })
  const notifier = new OperationNotifier(
    systemDesktop(() => settings.getSettings().notifications),
    systemClock,
  )
  const status = new StatusBroadcaster(readStatus, () => app.deletions, notifier)
  app.events.on('settingsChanged', () => {
    void language.applySettings()
    appearance.apply()
  })
  pushEvents(app, { status, notifier, readSettings })
  guardAgainstSleep(app)
  const { transfers, staging } = app.transfers
  return {
    app,
    files,
    appearance,
    language,
    inspectors,
    readStatus,
    readSettings,
    fileService: new FileService({
      grants,
      pasted,
      staging,
      exchange: systemFileExchange,
      files: localFiles,
    }),
    renewUpload: (request) =>
      renewSource({ grants, queue: () => transfers, exchange: systemFileExchange }, request),
    onShown,
  }
}

function runtimeFacts(): Pick<AppStatus, 'version' | 'trialRuntime' | 'isEndOfLife' | 'runtimeVersion'> {
  const runtimeVersion = process.versions.electron
  return {
    version: electron.getVersion(),
    runtimeVersion,
    trialRuntime: isTrialRuntime(runtimeVersion),
    isEndOfLife: isEndOfLife(runtimeVersion),
  }
}
