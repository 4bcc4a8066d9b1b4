import { app, dialog, type BrowserWindow } from 'electron'
import { logError } from './log'
import { appPage } from './security/app-origin'
import { text } from './locale'

/** So many crashes within so many milliseconds are no accident: then the user decides. */
const mostCrashes = 3
const spanMs = 60_000

/**
 * A page that died is loaded again: what runs, runs in main, and the new page asks it for its state. Where it dies again
 * and again, the user is asked instead, and `onTooMany` is called.
 */
export function recoverFromRendererCrash(window: BrowserWindow, onTooMany: () => void): void {
  let crashes: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    logError(`window lost: ${reason}`, null)
    crashes = [...crashes.filter((at) => Date.now() - at < spanMs), Date.now()]
    if (crashes.length < mostCrashes) {
      void window.loadURL(appPage)
      return
    }
    onTooMany()
    void askWhatNow(window).then((goesOn) => {
      crashes = []
      if (goesOn) void window.loadURL(appPage)
      else app.quit()
    })
  })
}

async function askWhatNow(window: BrowserWindow): Promise<boolean> {
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
