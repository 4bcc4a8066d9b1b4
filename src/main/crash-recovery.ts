import { app, dialog, type BrowserWindow } from 'electron'
import { systemClock } from './adapters/system-ports'
import { logError } from './log'
import { appPage } from './security/app-origin'
import { text } from './locale'

/** After this many crashes within this time, the user decides what to do. */
const maxCrashes = 3
const crashWindowMs = 60_000

/**
 * Reloads the page after a renderer crash. Operations run in main, and the new page reads their state. After repeated
 * crashes it calls `onTooMany` and asks the user instead.
 */
export function recoverFromRendererCrash(window: BrowserWindow, onTooMany: () => void): void {
  let crashes: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    logError(`renderer gone: ${reason}`, null)
    const now = systemClock.elapsed()
    crashes = [...crashes.filter((time) => now - time < crashWindowMs), now]
    if (crashes.length < maxCrashes) {
      void window.loadURL(appPage)
      return
    }
    onTooMany()
    void askToReload(window).then((shouldReload) => {
      crashes = []
      if (shouldReload) void window.loadURL(appPage)
      else app.quit()
    })
  })
}

async function askToReload(window: BrowserWindow): Promise<boolean> {
  const answer = await dialog.showMessageBox(window, {
    type: 'error',
    message: text('crash.title'),
    detail: text('crash.detail'),
    buttons: [text('crash.again'), text('action.quit')],
    defaultId: 0,
    cancelId: 0,
  })
  return answer.response === 0
}
