import { capture, run } from './run.mjs'
import { wiredBinary } from './electron-wiring.mjs'
import { root } from './paths.mjs'
import { log, StopError } from './log.mjs'

/** Chromium refuses to run as root with its sandbox. */
const isRoot = () => process.getuid?.() === 0

/** Whether Chromium can use its sandbox. On Linux it needs user namespaces, which some systems forbid. */
export function canSandbox() {
  if (process.platform !== 'linux') return true
  return !isRoot() && capture('unshare', ['--user', 'true']).ok
}

function sandboxSwitches() {
  if (isRoot()) {
    log('running as root, where Chromium cannot use its sandbox: adding --no-sandbox')
    return ['--no-sandbox']
  }
  // Never added automatically for a user, because the sandbox is a barrier against hostile files.
  if (!canSandbox()) {
    log('this system may not allow a sandbox; if no window opens: npm start -- --no-sandbox')
  }
  return []
}

/** Runs the app until it is closed. @returns {Promise<number>} its exit code */
export function launchApp(args) {
  const binary = wiredBinary()
  if (!binary) throw new StopError('there is no Electron to run: npm run setup')
  const env = { ...process.env }
  // Terminals in Electron apps set this variable, which would start the app as plain Node.
  delete env.ELECTRON_RUN_AS_NODE
  const switches = sandboxSwitches().filter((option) => !args.includes(option))
  return run(binary, [root, ...switches, ...args], { env })
}
