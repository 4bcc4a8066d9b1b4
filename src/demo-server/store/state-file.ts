import { open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

const version = 1

/** A file that somebody uploaded, as it is written down. */
export interface StoredAsset {
  readonly id: string
  readonly segmentId: number
  readonly locale: string | null
  readonly folder: string
  readonly name: string
  readonly contentType: string
  readonly created: string
  readonly modified: string
  readonly blobId: string
  readonly size: number
}

/** What differs from the seed: short, and a newer seed is not held back by an old copy of itself. */
export interface State {
  readonly seedId: string
  readonly gone: readonly string[]
  readonly own: readonly StoredAsset[]
}

function isState(value: unknown): value is State & { readonly version: number } {
  if (typeof value !== 'object' || value === null) return false
  const state = value as Record<string, unknown>
  return state['version'] === version && Array.isArray(state['gone']) && Array.isArray(state['own'])
}

/** null: there is none, or none that this version can read. Renaming makes a torn one impossible. */
export async function readState(path: string): Promise<State | null> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'))
    return isState(value) ? value : null
  } catch {
    return null
  }
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return // a folder cannot be opened there
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function writeState(path: string, state: State): Promise<void> {
  const temporary = `${path}.new`
  const file = await open(temporary, 'w')
  try {
    await file.writeFile(JSON.stringify({ version: version, ...state }))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
  await syncFolder(path)
}

/**
 * Writes one at a time. A call resolves when a state at least as new as that of the call is on disk; calls
 * that come while one is written share the next.
 */
export function createStateWriter(path: string, current: () => State): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  return () => {
    next ??= running
      .catch(() => undefined) // told to the call that asked for it
      .then(() => {
        next = undefined
        running = writeState(path, current())
        return running
      })
    return next
  }
}
