import { capture, run } from './run.mjs'
import { wiredBinary } from './electron-wiring.mjs'
import { root } from './paths.mjs'
import { log, StopError } from './log.mjs'

/** Chromium refuses to run as root with its sandbox on. */
const isRoot = () => process.getuid?.() === 0

/** Whether Chromium can put up its sandbox: on Linux it needs user namespaces, which some systems forbid. */
export function canSandbox() {
  if (process.platform !== 'linux') return true
  return !isRoot() && capture('unshare', ['--user', 'true']).ok
}

function sandboxSwitches() {
  if (isRoot()) {
    log('running as root: Chromium cannot use its sandbox, adding --no-sandbox')
    return ['--no-sandbox']
  }
  // Not added unasked for a person: without the sandbox a hostile file has one wall less to get through.
  if (!canSandbox()) {
    log('this system does not let programs make a sandbox; if no window comes: npm start -- --no-sandbox')
  }
  return []
}

/** Opens the app and stays until it is closed. @returns {Promise<number>} its exit code */
export function launchApp(args) {
  const binary = wiredBinary()
  if (!binary) throw new StopError('there is no Electron to run: npm run setup')
  const env = { ...process.env }
  // Terminals inside Electron apps set this; with it our app would start as plain Node.
  delete env.ELECTRON_RUN_AS_NODE
  const switches = sandboxSwitches().filter((one) => !args.includes(one))
  return run(binary, [root, ...switches, ...args], { env })
}
