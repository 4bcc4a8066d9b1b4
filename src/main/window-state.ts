import { screen, type BrowserWindow, type Rectangle } from 'electron'
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

const unknown: WindowState = { v: 1, bounds: null, maximized: false }

export function windowStateDocument(files: FilesPort): JsonDocument<WindowState> {
  return createJsonDocument({ files, fileName: 'window.json', schema, empty: unknown })
}

/** Where the window stood, or nowhere when the file is not ours: a window must open whatever stands there. */
export async function readWindowState(document: JsonDocument<WindowState>): Promise<WindowState> {
  return document.read().catch(() => unknown)
}

/** Bounds to open with: the remembered ones as far as a screen still shows them. */
export function visibleBounds(bounds: Rectangle | null): Partial<Rectangle> {
  if (bounds === null) return { width: 1280, height: 800 }
  const { workArea } = screen.getDisplayMatching(bounds)
  const visible =
    bounds.x < workArea.x + workArea.width - 80 &&
    bounds.x + bounds.width > workArea.x + 80 &&
    bounds.y >= workArea.y - 10 &&
    bounds.y < workArea.y + workArea.height - 80
  return visible ? bounds : { width: bounds.width, height: bounds.height }
}

export interface WindowStateStore {
  /** Resolves when what is known of the window is on disk; before the app leaves. */
  readonly save: () => Promise<void>
}

/** Writes where the window stands when it is closed, or when the app is about to leave with it open. */
export function rememberWindow(window: BrowserWindow, document: JsonDocument<WindowState>): WindowStateStore {
  let saving: Promise<void> = Promise.resolve()
  const save = (): Promise<void> => {
    if (window.isDestroyed()) return saving
    const state: WindowState = { v: 1, bounds: window.getNormalBounds(), maximized: window.isMaximized() }
    // A window that can't be remembered is no reason to hold it open.
    saving = document.write(state).catch((error: unknown) => {
      logError('window state not saved', error)
    })
    return saving
  }
  window.on('close', () => void save())
  return { save }
}
