import type { BrowserWindow } from 'electron'
import type { FilesPort } from '../core/ports'
import type { Appearance } from './appearance'
import { installTextMenu } from './context-menus'
import { recoverFromRendererCrash } from './crash-recovery'
import { openingBounds } from './main-window'
import { readWindowState, rememberWindow, windowStateDocument, type WindowStateStore } from './window-state'

interface PageEvents {
  /** A page was loaded and none of its code has run yet: at start, and after every reload or crash. */
  readonly onPageLoad: () => void
  readonly onRepeatedCrash: () => void
  /** The page has painted, and the window is shown. */
  readonly onShown: () => void
}

/** Prepares the window for its first page: the bounds of the last run, colours, menus and events. */
export async function prepareMainWindow(
  window: BrowserWindow,
  files: FilesPort,
  { events, appearance }: { readonly events: PageEvents; readonly appearance: Appearance },
): Promise<WindowStateStore> {
  const document = windowStateDocument(files)
  const { bounds, maximized } = await readWindowState(document)
  const { minWidth, minHeight, ...rectangle } = openingBounds(bounds)
  window.setMinimumSize(minWidth, minHeight)
  window.setBounds(rectangle)
  if (maximized) window.maximize()
  window.setBackgroundColor(appearance.background())
  appearance.keepZoom(window)
  installTextMenu(window)
  window.once('ready-to-show', () => {
    events.onShown()
  })
  window.webContents.on('did-navigate', () => {
    events.onPageLoad()
  })
  recoverFromRendererCrash(window, () => {
    events.onRepeatedCrash()
  })
  return rememberWindow(window, document)
}
