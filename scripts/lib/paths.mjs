import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** @param {string[]} parts */
export const inRoot = (...parts) => join(root, ...parts)

/**
 * Files of this clone that survive `npm ci`: the trial runtime and the last download failure. They are not in the user's cache
 * folder, so that they need no writable home, are deleted with the clone, and are never shared between users.
 */
export const cache = inRoot('.cache')

export const artifacts = inRoot('artifacts')
const reports = inRoot('artifacts', 'reports')
export const UNIT_REPORT = join(reports, 'unit.json')
/** Named in playwright.config.ts too. */
export const E2E_REPORT = join(reports, 'e2e.json')
export const electronPackage = inRoot('node_modules', 'electron')
