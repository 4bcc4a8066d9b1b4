import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { inRoot, root } from '../lib/paths.mjs'

const textFilePattern = /\.(md|ts|tsx|mts|mjs|cjs|js|css|html)$/
const cataloguePattern = /(^|\/)messages\/en\.json$/

/** Installed or generated folders. */
const ignored = new Set([
  'node_modules',
  'out',
  'dist',
  '.git',
  '.cache',
  'artifacts',
  'test-results',
  'playwright-report',
  'coverage',
])

/**
 * Text files of the repository as paths from its root, with forward slashes. Reads the disk, so that it also works in a copy
 * without git.
 * @param {readonly string[]} paths files and folders; the whole repository if there are none
 * @returns {string[]}
 */
export function textFiles(paths = []) {
  const starts = paths.length === 0 ? ['.'] : paths
  const found = starts.flatMap((start) => walk(path.resolve(root, start)))
  return [...new Set(found.map((file) => path.relative(root, file).split(path.sep).join('/')))].sort()
}

/** @returns {string[]} */
function walk(full) {
  if (statSync(full).isFile()) return [full]
  return readdirSync(full, { withFileTypes: true }).flatMap((entry) => {
    const child = path.join(full, entry.name)
    if (entry.isDirectory()) return ignored.has(entry.name) ? [] : walk(child)
    return entry.isFile() && (textFilePattern.test(entry.name) || isCatalogue(child)) ? [child] : []
  })
}

function isCatalogue(full) {
  return cataloguePattern.test(full.split(path.sep).join('/'))
}

export const rootFile = (file) => inRoot(...file.split('/'))
