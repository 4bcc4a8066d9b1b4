import path from 'node:path'
import { BrowserWindow } from 'electron'
import type { FilesPort } from '../core/ports'
import type { Appearance } from './appearance'
import { installTextMenu } from './context-menus'
import { appPage } from './security/app-origin'
import { recoverFromRendererCrash } from './crash-recovery'
import {
  openingBounds,
  readWindowState,
  rememberWindow,
  windowStateDocument,
  type WindowStateStore,
} from './window-state'

interface PageEvents {
  /** A page was loaded and none of its code has run yet: at start, and after every reload or crash. */
  readonly onPageLoad: () => void
  readonly onRepeatedCrash: () => void
  /** The page has painted, and the window is shown. */
  readonly onShown: () => void
}

/** Opens the only window. It is created and loaded in the same tick, and shown once it has painted. */
export async function openMainWindow(
  files: FilesPort,
  appearance: Appearance,
  events: PageEvents,
): Promise<WindowStateStore> {
  const document = windowStateDocument(files)
  const state = await readWindowState(document)
  const window = new BrowserWindow({
    ...openingBounds(state.bounds),
    show: false,
    title: 'Refshelf',
    backgroundColor: appearance.background(),
    webPreferences: {
      preload: path.join(__dirname, '../preload/index.js'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  appearance.keepZoom(window)
  installTextMenu(window)
  if (state.maximized) window.maximize()
  window.once('ready-to-show', () => {
    window.show()
    events.onShown()
  })
  window.webContents.on('did-navigate', () => {
    events.onPageLoad()
  })
  recoverFromRendererCrash(window, () => {
    events.onRepeatedCrash()
  })
  void window.loadURL(appPage)
  return rememberWindow(window, document)
}
