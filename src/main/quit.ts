import { app, dialog, type BrowserWindow } from 'electron'
import type { Services } from './services'
import { text } from './texts'

/** How long quitting may wait for the server to take its token back, milliseconds. */
const farewellMs = 2_000

/** Quitting finishes and tells what is in flight; while a deletion runs it asks first. */
export function quitCleanly(services: Services, window: () => BrowserWindow | null): void {
  let ready = false
  let asking = false
  app.on('before-quit', (event) => {
    if (ready) return
    event.preventDefault()
    if (asking) return
    asking = true
    void leave(services, window()).then((leaves) => {
      asking = false
      ready = leaves
      if (leaves) app.quit()
    })
  })
}

async function leave(services: Services, window: BrowserWindow | null): Promise<boolean> {
  if (services.deletions.isRunning() && !(await confirmsStop(window))) return false
  await services.deletions.finishNow()
  await Promise.race([services.shutDown(), new Promise((resolve) => setTimeout(resolve, farewellMs))])
  return true
}

async function confirmsStop(window: BrowserWindow | null): Promise<boolean> {
  const question = {
    type: 'question' as const,
    message: text('quit.title'),
    detail: text('quit.detail'),
    buttons: [text('quit.stay'), text('quit.stop')],
    defaultId: 0,
    cancelId: 0,
  }
  const answer = await (window === null
    ? dialog.showMessageBox(question)
    : dialog.showMessageBox(window, question))
  return answer.response === 1
}
