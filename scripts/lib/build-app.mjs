import { existsSync, rmSync } from 'node:fs'
import { contentHash } from './content-hash.mjs'
import { readJsonFile, writeJsonFile } from './json-file.mjs'
import { inRoot, root } from './paths.mjs'
import { runTool } from './run.mjs'
import { log, secondsSince, StopError } from './log.mjs'

const stamp = inRoot('out', 'build.json')
const outputs = [
  'out/main/index.js',
  'out/main/inspector.js',
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

/** Excludes tests and test doubles, which change often and are not part of the bundle. */
export function isBuildInput(path) {
  return !/\.test\.tsx?$/.test(path) && !path.startsWith('src/testing/')
}

function isBuilt(sources) {
  return outputs.every((path) => existsSync(inRoot(path))) && readJsonFile(stamp)?.sources === sources
}

/**
 * Builds the app if its sources have changed since the last build.
 * @param {{ force?: boolean }} [options]
 */
export async function ensureBuilt({ force = false } = {}) {
  const sources = contentHash(root, { paths: sourcePaths, includes: isBuildInput })
  if (!force && isBuilt(sources)) return
  const since = performance.now()
  log('building the app')
  // Removed first, so that an interrupted build cannot be mistaken for a complete one.
  rmSync(inRoot('out'), { recursive: true, force: true })
  const code = await runTool(inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), ['build'])
  const missing = outputs.filter((path) => !existsSync(inRoot(path)))
  if (code !== 0 || missing.length > 0) {
    throw new StopError(
      `the app could not be built${missing.length > 0 ? `: missing ${missing.join(', ')}` : ''}`,
    )
  }
  // Imported here, because it needs packages that a fresh clone installs first.
  const { scanBundle } = await import('../lint/closed-doors.mjs')
  const doors = scanBundle()
  if (doors.length > 0) throw new StopError(`the app does what it must never do: ${doors.join(', ')}`)
  writeJsonFile(stamp, { sources })
  log(`built in ${secondsSince(since)}`)
}
