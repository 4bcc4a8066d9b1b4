import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, copyFileSync, cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const root = path.join(__dirname, '../..')
// In plain Node the package exports the path of its binary.
const electron = createRequire(__filename)('electron') as string

/** A script that starts Electron in a separate D-Bus session with an unlocked keyring. */
export function electronWithKeyring(folder: string): string {
  const home = path.join(folder, 'keyring-home')
  mkdirSync(home, { recursive: true })
  const inner = path.join(folder, 'in-session.sh')
  writeScript(inner, [
    'eval "$(printf keyring-password | gnome-keyring-daemon --unlock --components=secrets)" >&2',
    `exec "${electron}" --password-store=gnome-libsecret "$@"`,
  ])
  const outer = path.join(folder, 'electron-with-keyring.sh')
  writeScript(outer, [
    `export HOME="${home}" XDG_DATA_HOME="${home}/data" XDG_RUNTIME_DIR="${home}/run"`,
    'mkdir -p "$XDG_DATA_HOME" && mkdir -p -m 700 "$XDG_RUNTIME_DIR"',
    `exec dbus-run-session -- "${inner}" "$@"`,
  ])
  return outer
}

/** A script that starts Electron with the clock of main `byMs` milliseconds ahead. */
export function electronWithClockAhead(folder: string, byMs: number): string {
  const clock = path.join(folder, 'clock-ahead.cjs')
  const ahead = `${String(byMs)} + RealDate.now()`
  writeFileSync(
    clock,
    [
      'const RealDate = Date',
      'globalThis.Date = class extends RealDate {',
      `  constructor(...args) { super(...(args.length === 0 ? [${ahead}] : args)) }`,
      `  static now() { return ${ahead} }`,
      '}',
      '',
    ].join('\n'),
  )
  const script = path.join(folder, 'electron-with-clock-ahead.sh')
  writeScript(script, [`export NODE_OPTIONS="--require=${clock}"`, `exec "${electron}" "$@"`])
  return script
}

/** Where the keyring of `electronWithKeyring` keeps its secrets. */
export function keyringFolder(folder: string): string {
  return path.join(folder, 'keyring-home', 'data', 'keyrings')
}

export interface OrdinaryUserApp {
  readonly executablePath: string
  readonly appPath: string
}

/**
 * Copies the app and its runtime to where an ordinary user can read them, and writes a script that starts the app as that
 * user: Chromium's sandbox cannot run as root. Without root, the script keeps the current user.
 */
export function electronAsOrdinaryUser(folder: string): OrdinaryUserApp {
  const appPath = path.join(folder, 'app')
  mkdirSync(appPath, { recursive: true })
  cpSync(path.join(root, 'out'), path.join(appPath, 'out'), { recursive: true })
  copyFileSync(path.join(root, 'package.json'), path.join(appPath, 'package.json'))
  const runtime = path.join(folder, 'runtime')
  execFileSync('cp', ['-rL', path.dirname(electron), runtime])
  const executablePath = path.join(folder, 'electron-as-user.sh')
  const binary = path.join(runtime, path.basename(electron))
  const switchUser = process.getuid?.() === 0 ? 'setpriv --reuid=65534 --regid=65534 --clear-groups' : ''
  writeScript(executablePath, [...readableDisplay(folder), `exec ${switchUser} "${binary}" "$@"`])
  return { executablePath, appPath }
}

/** Copies the display's cookie, which only its owner can read, for the ordinary user. */
function readableDisplay(folder: string): string[] {
  const cookie = process.env['XAUTHORITY']
  if (cookie === undefined || !existsSync(cookie)) return []
  const copy = path.join(folder, 'xauthority')
  copyFileSync(cookie, copy)
  chmodSync(copy, 0o644)
  return [`export XAUTHORITY="${copy}"`]
}

/** Creates a folder that the ordinary user can write to. */
export function ownedByOrdinaryUser(folder: string): string {
  mkdirSync(folder, { recursive: true })
  if (process.getuid?.() === 0) chownSync(folder, 65_534, 65_534)
  return folder
}

function writeScript(file: string, lines: readonly string[]): void {
  writeFileSync(file, ['#!/bin/bash', 'set -e', ...lines, ''].join('\n'))
  chmodSync(file, 0o755)
}
