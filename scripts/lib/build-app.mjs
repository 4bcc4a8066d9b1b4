import { existsSync, rmSync } from 'node:fs'
import { contentHash } from './content-hash.mjs'
import { readJsonFile, writeJsonFile } from './json-file.mjs'
import { inRoot, root } from './paths.mjs'
import { runTool } from './run.mjs'
import { log, secondsSince, StopError } from './log.mjs'

const stamp = inRoot('out', 'build.json')
const results = [
  'out/main/index.js',
  'out/preload/index.js',
  'out/renderer/index.html',
  'out/viewer/index.html',
]
const sourcePaths = [
  'src',
  'resources',
  'electron.vite.config.ts',
  'vite.viewer.config.mts',
  'tsconfig.base.json',
  'package.json',
  'package-lock.json',
]

/** Tests and test doubles change often and never reach the bundle. */
export function isBuildInput(path) {
  return !/\.test\.tsx?$/.test(path) && !path.startsWith('src/testing/')
}

function isBuilt(sources) {
  return results.every((path) => existsSync(inRoot(path))) && readJsonFile(stamp)?.sources === sources
}

/**
 * Builds the app when its sources are not those of the last build.
 * @param {{ force?: boolean }} [options]
 */
export async function ensureBuilt({ force = false } = {}) {
  const sources = contentHash(root, { paths: sourcePaths, counts: isBuildInput })
  if (!force && isBuilt(sources)) return
  const since = performance.now()
  log('building the app')
  // Removed first: a build that is cut off must not look like the last one that worked.
  rmSync(inRoot('out'), { recursive: true, force: true })
  const code = await runTool(inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), ['build'])
  const missing = results.filter((path) => !existsSync(inRoot(path)))
  if (code !== 0 || missing.length > 0) {
    throw new StopError(`the app could not be built${missing.length > 0 ? `: no ${missing.join(', ')}` : ''}`)
  }
  writeJsonFile(stamp, { sources })
  log(`built in ${secondsSince(since)}`)
}
