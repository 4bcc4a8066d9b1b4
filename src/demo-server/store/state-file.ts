import { open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

const version = 1

/** An uploaded file as saved in the state. */
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

/** The differences from the seed: `gone` are ids of deleted seed files, `own` the uploaded files. */
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

/** null if there is no state that this version can read. `writeState` replaces it atomically, so it is never half written. */
export async function readState(path: string): Promise<State | null> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'))
    return isState(value) ? value : null
  } catch {
    return null
  }
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return // Windows cannot open a folder for syncing
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function writeState(path: string, state: State): Promise<void> {
  const temporary = `${path}.new`
  const file = await open(temporary, 'w', 0o600)
  try {
    await file.writeFile(JSON.stringify({ version, ...state }))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
  await syncFolder(path)
}

/**
 * Writes the state, one write at a time. A call resolves once a state at least as new as the call is on disk; calls that
 * arrive during a write share the next one.
 */
export function createStateWriter(path: string, current: () => State): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  return () => {
    next ??= running
      .catch(() => undefined) // already reported to the call that started the write
      .then(() => {
        next = undefined
        running = writeState(path, current())
        return running
      })
    return next
  }
}
