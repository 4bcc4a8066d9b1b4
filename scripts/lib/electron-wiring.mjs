import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { readJsonFile } from './json-file.mjs'
import { electronPackage } from './paths.mjs'

/**
 * Where the electron package looks for its binary: path.txt names it, dist holds it (or links to what does).
 * With both in place `require('electron')`, electron-vite and Playwright find it without being told.
 */
const distFolder = join(electronPackage, 'dist')
const pathFile = join(electronPackage, 'path.txt')

/** Written into a trial runtime, so that it can't be taken for an official one. */
export const trialMark = 'trial-runtime.json'

function readText(path) {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : ''
}

export const pinnedVersion = () => readJsonFile(join(electronPackage, 'package.json'))?.version

/** Path of the wired binary, or undefined when there is none. */
export function wiredBinary() {
  const name = readText(pathFile)
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? distFolder
  const path = join(dist, name || 'electron')
  return existsSync(path) ? path : undefined
}

/** @returns {'own' | 'official' | 'trial' | 'none'} which runtime is wired; own: the developer named one */
export function wiredRuntime() {
  if (!wiredBinary()) return 'none'
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) return 'own'
  if (existsSync(join(distFolder, trialMark))) return 'trial'
  return readText(join(distFolder, 'version')).replace(/^v/, '') === pinnedVersion() ? 'official' : 'none'
}

export function unwire() {
  rmSync(pathFile, { force: true })
  // A link is removed as a link: what it points to, the cached runtime, stays.
  rmSync(distFolder, { recursive: true, force: true })
}

/** @param {string} folder of an unpacked runtime whose binary is called `electron` */
export function wire(folder) {
  unwire()
  // Relative, so that a clone that is moved keeps working.
  symlinkSync(relative(electronPackage, folder), distFolder)
  // No newline: the electron package takes the content as it is.
  writeFileSync(pathFile, 'electron')
}
