import path from 'node:path'
import { app, session } from 'electron'
import { readStartRequest } from './command-line'
import { connectToLoopbackOnly } from './platform-http'
import { focusMainWindow } from './desktop-notifications'
import { installErrorHandlers } from './error-handlers'
import { accountHandlers } from './ipc/handlers/account-handlers'
import { activityHandlers } from './ipc/handlers/activity-handlers'
import { binHandlers } from './ipc/handlers/bin-handlers'
import { connectionHandlers } from './ipc/handlers/connection-handlers'
import { deletionHandlers } from './ipc/handlers/deletion-handlers'
import { desktopHandlers } from './ipc/handlers/desktop-handlers'
import { placeHandlers } from './ipc/handlers/place-handlers'
import { previewHandlers } from './ipc/handlers/preview-handlers'
import { protectionHandlers } from './ipc/handlers/protection-handlers'
import { settingsHandlers } from './ipc/handlers/settings-handlers'
import { transferHandlers } from './ipc/handlers/transfer-handlers'
import { routeCalls } from './ipc/router'
import { dialogFolders } from './adapters/dialog-folders'
import { openMainWindow } from './main-window'
import { quitCleanly } from './quit'
import { serveApp } from './security/app-protocol'
import { denyNavigation } from './security/navigation'
import { denyNetwork } from './security/network'
import { denyPeerConnections } from './security/peer-connections'
import { denyAllPermissions } from './security/permissions'
import { servePreviews } from './security/preview-protocol'
import { registerSchemes } from './security/schemes'
import { findUnsafeStart } from './security/unsafe-switches'
import { refuseUnsafeStart } from './refuse-unsafe-start'
import { isTrialRuntime } from './runtime'
import { Services } from './services'
import { createViewPreferencesStore } from './view-preferences'

// The keychain entry and the user-data folder depend on this name. A new name makes all saved keys unreadable.
app.setName('Refshelf')
if (app.commandLine.hasSwitch('user-data-dir')) {
  app.setPath('userData', path.resolve(app.commandLine.getSwitchValue('user-data-dir')))
}

const isTrial = isTrialRuntime(process.versions.electron)
const unsafeStart = findUnsafeStart({
  hasSwitch: (name) => app.commandLine.hasSwitch(name),
  nodeArguments: [...process.execArgv, ...process.argv.slice(1)],
  environment: process.env,
  isPackaged: app.isPackaged,
  // Set by Playwright before it starts the app.
  isTest: '__playwright_run' in globalThis,
  isTrialRuntime: isTrial,
})

// Set up all restrictions before anything is shown.
// Chromium cannot sandbox as root, and this call would undo the --no-sandbox that the scripts add there.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
// Over HTTP/2 a DELETE would share its connection, and Chromium might retry it automatically (`net-http-port.ts`).
app.commandLine.appendSwitch('disable-http2')
app.commandLine.appendSwitch('disable-quic')
if (isTrial) connectToLoopbackOnly()
registerSchemes()
installErrorHandlers()
denyAllPermissions()
denyNavigation()
denyPeerConnections()

if (unsafeStart.isRefused) {
  refuseUnsafeStart(unsafeStart.found)
} else if (app.requestSingleInstanceLock()) {
  app.on('second-instance', focusMainWindow)
  app.on('window-all-closed', () => {
    app.quit()
  })
  void app.whenReady().then(start)
} else {
  app.quit()
}

async function start(): Promise<void> {
  await denyNetwork(session.defaultSession)
  const services = new Services(readStartRequest(app.commandLine, process.env), unsafeStart.found)
  await services.load()
  serveApp(
    session.defaultSession,
    path.join(__dirname, '../renderer'),
    () => services.language.snapshot().shown,
  )
  servePreviews(session.defaultSession, path.join(__dirname, '../viewer'), {
    cache: services.previews.cache,
    openCopy: (name) => services.binService.previews.openPreview(name),
    findThumbnail: (name) => services.previews.thumbnails.findPicture(name),
    findAsset: (name) => services.previews.previews.findFile(name),
    findDrawing: (name) => services.previews.thumbnails.findSource(name),
  })
  dialogFolders.keepIn(services.files)
  const viewPreferences = createViewPreferencesStore(services.files)
  routeCalls({
    ...connectionHandlers(services),
    ...accountHandlers(services),
    ...placeHandlers(services),
    ...deletionHandlers(services),
    ...activityHandlers(services),
    ...desktopHandlers(viewPreferences, () => services.settings.getSettings().zoom / 100),
    ...binHandlers(services),
    ...settingsHandlers(services),
    ...protectionHandlers(services),
    ...previewHandlers(services),
    ...transferHandlers(services),
  })
  quitCleanly(services, [
    await openMainWindow(services.files, services, services.appearance),
    viewPreferences,
  ])
  await services.startConnection.open()
}
