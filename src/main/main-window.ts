import path from 'node:path'
import { BrowserWindow } from 'electron'
import type { FilesPort } from '../core/ports'
import type { Appearance } from './appearance'
import { offerTextMenu } from './context-menus'
import { appPage } from './security/app-origin'
import { surviveCrashes } from './window-crash'
import {
  readWindowState,
  rememberWindow,
  visibleBounds,
  windowStateDocument,
  type WindowMemory,
} from './window-state'

interface PageNews {
  /** A page is there, before anything of it runs: the first one, and each after a reload or a crash. */
  readonly pageLoaded: () => void
  readonly pageKeptCrashing: () => void
}

/** Opens the one window. Created and loaded in the same tick, and shown when it has something to show. */
export async function openMainWindow(
  files: FilesPort,
  news: PageNews,
  appearance: Appearance,
): Promise<WindowMemory> {
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
  offerTextMenu(window)
  if (state.maximized) window.maximize()
  window.once('ready-to-show', () => {
    window.show()
  })
  window.webContents.on('did-navigate', () => {
    news.pageLoaded()
  })
  surviveCrashes(window, () => {
    news.pageKeptCrashing()
  })
  void window.loadURL(appPage)
  return rememberWindow(window, document)
}
