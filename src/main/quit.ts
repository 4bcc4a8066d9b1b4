import { app, BrowserWindow, dialog } from 'electron'
import type { Services } from './services'
import { text } from './texts'
import type { WindowMemory } from './window-state'

/** How long quitting may wait for the server to take its token back, milliseconds. */
const farewellMs = 2_000

/** Quitting finishes and tells what is in flight; while a deletion or a restore runs it asks first. */
export function quitCleanly(services: Services, memory: WindowMemory): void {
  let ready = false
  let asking = false
  app.on('before-quit', (event) => {
    if (ready) return
    event.preventDefault()
    if (asking) return
    asking = true
    void leave(services, memory).then((leaves) => {
      asking = false
      ready = leaves
      if (leaves) app.quit()
    })
  })
}

async function leave(services: Services, memory: WindowMemory): Promise<boolean> {
  const { deletions, binDesk } = services
  if (deletions.isRunning() && !(await confirmsStop('quit'))) return false
  if (!deletions.isRunning() && binDesk.restores.isRunning() && !(await confirmsStop('quit.restore')))
    return false
  await memory.save()
  await services.finishNow()
  await Promise.race([services.shutDown(), new Promise((resolve) => setTimeout(resolve, farewellMs))])
  return true
}

async function confirmsStop(what: 'quit' | 'quit.restore'): Promise<boolean> {
  const window = BrowserWindow.getAllWindows().at(0)
  const question = {
    type: 'question' as const,
    message: text(`${what}.title`),
    detail: text(`${what}.detail`),
    buttons: [text('quit.stay'), text('quit.stop')],
    defaultId: 0,
    cancelId: 0,
  }
  const answer = await (window === undefined
    ? dialog.showMessageBox(question)
    : dialog.showMessageBox(window, question))
  return answer.response === 1
}
