import type { BrowserWindow } from 'electron'
import { z } from 'zod'
import type { FilesPort } from '../core/ports'
import { logError } from './log'
import { createJsonDocument, type JsonDocument } from '../core/storage/json-document'

const schema = z.object({
  v: z.literal(1),
  bounds: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).nullable(),
  maximized: z.boolean(),
})

export type WindowState = z.infer<typeof schema>

const emptyState: WindowState = { v: 1, bounds: null, maximized: false }

export function windowStateDocument(files: FilesPort): JsonDocument<WindowState> {
  return createJsonDocument({ files, fileName: 'window.json', schema, empty: emptyState })
}

/** The saved window state. The window must open in any case, so a file that cannot be read is replaced by the empty state. */
export async function readWindowState(document: JsonDocument<WindowState>): Promise<WindowState> {
  try {
    return await document.read()
  } catch (error) {
    logError('window state not readable', error)
    await document.write(emptyState).catch((failure: unknown) => logError('window state not saved', failure))
    return emptyState
  }
}

export interface WindowStateStore {
  /** Resolves once the state is on disk. Call before the app quits. */
  readonly save: () => Promise<void>
}

/** Saves the window state when the window closes, or when the app quits while it is open. */
export function rememberWindow(window: BrowserWindow, document: JsonDocument<WindowState>): WindowStateStore {
  let saving: Promise<void> = Promise.resolve()
  const save = (): Promise<void> => {
    if (window.isDestroyed()) return saving
    const state: WindowState = { v: 1, bounds: window.getNormalBounds(), maximized: window.isMaximized() }
    // A failed write must not keep the window open.
    saving = document.write(state).catch((error: unknown) => {
      logError('window state not saved', error)
    })
    return saving
  }
  window.on('close', () => void save())
  return { save }
}
