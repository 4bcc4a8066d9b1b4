import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** @param {string[]} parts */
export const inRoot = (...parts) => join(ROOT, ...parts)

/**
 * What outlives `npm ci` but belongs to this clone: the trial runtime and what was learnt about the network.
 * Here rather than in the user's cache: it needs no writable home, goes away with the clone, and one
 * person's runtime is never run by another.
 */
export const CACHE = inRoot('.cache')

export const ARTIFACTS = inRoot('artifacts')
export const REPORTS = inRoot('artifacts', 'reports')
export const ELECTRON_PACKAGE = inRoot('node_modules', 'electron')
