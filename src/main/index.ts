import path from 'node:path'
import { app, session } from 'electron'
import { readStartRequest } from './command-line'
import { installErrorHandlers } from './error-handlers'
import { createMainWindow, focusMainWindow } from './main-window'
import { serveApp } from './security/app-protocol'
import { denyNavigation } from './security/navigation'
import { denyNetwork } from './security/network'
import { denyPeerConnections } from './security/peer-connections'
import { denyAllPermissions } from './security/permissions'
import { connectToLoopbackOnly } from './security/loopback-only'
import { registerSchemes } from './security/schemes'
import { findUnsafeStart } from './security/unsafe-switches'
import { refuseUnsafeStart } from './refuse-unsafe-start'
import { isTrialRuntime } from './runtime'

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

/**
 * The window comes first: its process starts while the app's code and state are loaded. Its page waits for them, so that
 * none of its calls comes too early.
 */
async function start(): Promise<void> {
  const networkDenied = denyNetwork(session.defaultSession)
  const openPage = serveApp(session.defaultSession, path.join(__dirname, '../renderer'))
  const window = createMainWindow()
  const { startApp } = await import('./start-app')
  await networkDenied
  const request = readStartRequest(app.commandLine, process.env)
  const { language, connect } = await startApp(window, request, unsafeStart.found)
  openPage(language)
  await connect()
}
