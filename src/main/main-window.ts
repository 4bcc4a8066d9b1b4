import path from 'node:path'
import { BrowserWindow, screen, type Rectangle } from 'electron'
import { appPage } from './security/app-origin'
import { boundsOnScreen, type WindowBounds } from './window-bounds'

/** Bounds to open with: the saved ones as far as a screen shows them. */
export function openingBounds(saved: Rectangle | null): WindowBounds {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id)
  return boundsOnScreen(
    saved,
    [primary, ...others].map(({ workArea }) => workArea),
  )
}

/**
 * Creates the only window and begins to load its page, in the same tick. It is shown once the page has painted. The page is
 * answered after `prepareMainWindow`, so that its process starts while main still loads the app's code and state.
 */
export function createMainWindow(): BrowserWindow {
  const window = new BrowserWindow({
    ...openingBounds(null),
    show: false,
    title: 'Refshelf',
    webPreferences: {
      preload: path.join(__dirname, '../preload/index.js'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => {
    window.show()
  })
  void window.loadURL(appPage)
  return window
}

/** Restores the main window and brings it to the front. */
export function focusMainWindow(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window === undefined) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
