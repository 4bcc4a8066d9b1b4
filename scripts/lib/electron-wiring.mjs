import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { readJsonFile } from './json-file.mjs'
import { electronPackage } from './paths.mjs'

/**
 * Where the electron package looks for its binary: path.txt names it, and dist contains it or links to its folder. With both
 * in place, `require('electron')`, electron-vite and Playwright find it without configuration.
 */
const distFolder = join(electronPackage, 'dist')
const pathFile = join(electronPackage, 'path.txt')

/** Marks a trial runtime, so that it cannot be mistaken for an official one. */
export const trialMark = 'trial-runtime.json'

function readText(path) {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : ''
}

export const pinnedVersion = () => readJsonFile(join(electronPackage, 'package.json'))?.version

/** The path of the wired binary, or undefined if there is none. */
export function wiredBinary() {
  const name = readText(pathFile)
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? distFolder
  const path = join(dist, name || 'electron')
  return existsSync(path) ? path : undefined
}

/** @returns {'own' | 'official' | 'trial' | 'none'} which runtime is wired; own: one that the developer provides */
export function wiredRuntime() {
  if (!wiredBinary()) return 'none'
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) return 'own'
  if (existsSync(join(distFolder, trialMark))) return 'trial'
  return readText(join(distFolder, 'version')).replace(/^v/, '') === pinnedVersion() ? 'official' : 'none'
}

export function unwire() {
  rmSync(pathFile, { force: true })
  // Removes only the link if it is one; the cached runtime stays.
  rmSync(distFolder, { recursive: true, force: true })
}

/** @param {string} folder an unpacked runtime whose binary is called `electron` */
export function wire(folder) {
  unwire()
  // Relative, so that the clone can be moved.
  symlinkSync(relative(electronPackage, folder), distFolder)
  // No newline, because the electron package uses the content as it is.
  writeFileSync(pathFile, 'electron')
}
