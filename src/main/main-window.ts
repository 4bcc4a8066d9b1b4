import path from 'node:path'
import { BrowserWindow } from 'electron'
import type { FilesPort } from '../core/ports'
import type { Appearance } from './appearance'
import { installTextMenu } from './context-menus'
import { appPage } from './security/app-origin'
import { recoverFromRendererCrash } from './crash-recovery'
import {
  readWindowState,
  rememberWindow,
  visibleBounds,
  windowStateDocument,
  type WindowStateStore,
} from './window-state'

interface PageEvents {
  /** A page is there, before anything of it runs: the first one, and each after a reload or a crash. */
  readonly onPageLoad: () => void
  readonly onRepeatedCrash: () => void
}

/** Opens the one window. Created and loaded in the same tick, and shown when it has something to show. */
export async function openMainWindow(
  files: FilesPort,
  snapshot: PageEvents,
  appearance: Appearance,
): Promise<WindowStateStore> {
  const document = windowStateDocument(files)
  const state = await readWindowState(document)
  const window = new BrowserWindow({
    ...visibleBounds(state.bounds),
    minWidth: 800,
    minHeight: 560,
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
  appearance.keepZoomed(window)
  installTextMenu(window)
  if (state.maximized) window.maximize()
  window.once('ready-to-show', () => {
    window.show()
  })
  window.webContents.on('did-navigate', () => {
    snapshot.onPageLoad()
  })
  recoverFromRendererCrash(window, () => {
    snapshot.onRepeatedCrash()
  })
  void window.loadURL(appPage)
  return rememberWindow(window, document)
}
