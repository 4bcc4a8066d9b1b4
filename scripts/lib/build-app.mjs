import { existsSync, rmSync } from 'node:fs'
import { contentHash } from './content-hash.mjs'
import { readJsonFile, writeJsonFile } from './json-file.mjs'
import { inRoot, ROOT } from './paths.mjs'
import { runTool } from './run.mjs'
import { say, secondsSince, StopError } from './say.mjs'

const STAMP = inRoot('out', 'build.json')
const RESULTS = [
  'out/main/index.js',
  'out/preload/index.js',
  'out/renderer/index.html',
  'out/viewer/index.html',
]
const SOURCES = [
  'src',
  'resources',
  'electron.vite.config.ts',
  'vite.viewer.config.mts',
  'tsconfig.base.json',
  'package.json',
  'package-lock.json',
]

/** Tests and test doubles change often and never reach the bundle. */
export function countsForBuild(path) {
  return !/\.test\.tsx?$/.test(path) && !path.startsWith('src/testing/')
}

function isBuilt(sources) {
  return RESULTS.every((path) => existsSync(inRoot(path))) && readJsonFile(STAMP)?.sources === sources
}

/**
 * Builds the app when its sources are not those of the last build.
 * @param {{ force?: boolean }} [options]
 */
export async function ensureBuilt({ force = false } = {}) {
  const sources = contentHash(ROOT, { paths: SOURCES, counts: countsForBuild })
  if (!force && isBuilt(sources)) return
  const since = performance.now()
  say('building the app')
  // Removed first: a build that is cut off must not look like the last one that worked.
  rmSync(inRoot('out'), { recursive: true, force: true })
  const code = await runTool(inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), ['build'])
  const missing = RESULTS.filter((path) => !existsSync(inRoot(path)))
  if (code !== 0 || missing.length > 0) {
    throw new StopError(`the app could not be built${missing.length > 0 ? `: no ${missing.join(', ')}` : ''}`)
  }
  writeJsonFile(STAMP, { sources })
  say(`built in ${secondsSince(since)}`)
}
