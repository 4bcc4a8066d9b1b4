import { spawn, spawnSync } from 'node:child_process'
import { root } from './paths.mjs'

/** Forwards signals to the child, which would otherwise continue without a terminal. */
function forwardSignals(child) {
  const forward = (signal) => child.kill(signal)
  process.on('SIGTERM', forward)
  process.on('SIGINT', forward)
  return () => {
    process.off('SIGTERM', forward)
    process.off('SIGINT', forward)
  }
}

/** Forwards signals until the child ends, and settles with its exit code; 1 when it could not be started or was killed. */
function onExit(child, { report, settle }) {
  const stopForwarding = forwardSignals(child)
  const end = (code) => {
    stopForwarding()
    settle(code)
  }
  child.on('error', (error) => {
    report(error.message)
    end(1)
  })
  child.on('close', (code) => end(code ?? 1))
}

/**
 * Runs a command in the repository and prints its output to the terminal.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean }} [options] quiet: show only its error output
 * @returns {Promise<number>} exit code; 1 when it could not be started or was killed
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const stdio = /** @type {const} */ (['inherit', options.quiet ? 'ignore' : 'inherit', 'inherit'])
    const child = spawn(command, args, { cwd: root, stdio: [...stdio], env: options.env ?? process.env })
    onExit(child, { report: (message) => console.error(message), settle: resolve })
  })
}

/**
 * Runs a tool from node_modules as `runTool` does, and returns what it printed instead of printing it.
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runToolBuffered(entry, args) {
  return new Promise((resolve) => {
    const env = process.stdout.isTTY ? { ...process.env, FORCE_COLOR: '1' } : process.env
    const child = spawn(process.execPath, [entry, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
    const report = (message) => (output += `${message}\n`)
    onExit(child, { report, settle: (code) => resolve({ code, output }) })
  })
}

/** Runs a short command and returns what it printed. */
export function capture(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' })
  return { ok: status === 0, stdout: stdout ?? '', stderr: stderr ?? '' }
}

/** Runs a tool from node_modules with the current Node. Needs no shell and no .cmd files, so it works on every system. */
export function runTool(entry, args, options) {
  return run(process.execPath, [entry, ...args], options)
}

/** Runs npm, preferably the one that runs this script. On Windows npm is a .cmd file, which needs a shell. */
export function runNpm(args, options = {}) {
  const npm = process.env.npm_execpath
  if (npm?.endsWith('.js')) return run(process.execPath, [npm, ...args], options)
  return process.platform === 'win32'
    ? run('cmd.exe', ['/c', 'npm', ...args], options)
    : run('npm', args, options)
}
