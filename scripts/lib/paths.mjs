import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** @param {string[]} parts */
export const inRoot = (...parts) => join(root, ...parts)

/**
 * What outlives `npm ci` but belongs to this clone: the trial runtime and what was learnt about the network.
 * Here rather than in the user's cache: it needs no writable home, goes away with the clone, and one
 * person's runtime is never run by another.
 */
export const cache = inRoot('.cache')

export const artifacts = inRoot('artifacts')
const reports = inRoot('artifacts', 'reports')
export const UNIT_REPORT = join(reports, 'unit.json')
/** Named in playwright.config.ts too. */
export const E2E_REPORT = join(reports, 'e2e.json')
export const electronPackage = inRoot('node_modules', 'electron')
