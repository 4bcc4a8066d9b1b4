import { app, BrowserWindow, dialog } from 'electron'
import type { Services } from './services'
import { finishOperations, shutDown } from './shut-down'
import { text } from './locale'

/** Timeout for signing out when the app quits, in milliseconds. */
const shutDownTimeoutMs = 2_000

/** State that must be saved before the app quits. */
interface StateStore {
  /** Resolves once everything is written. */
  readonly save: () => Promise<void>
}

/** Finishes operations and saves state before quitting; asks first while a deletion or a restore runs. */
export function quitCleanly(services: Services, stores: readonly StateStore[]): void {
  let isReady = false
  let isQuitting = false
  app.on('before-quit', (event) => {
    if (isReady) return
    event.preventDefault()
    if (isQuitting) return
    isQuitting = true
    void prepareToQuit(services, stores).then((canQuit) => {
      isQuitting = false
      isReady = canQuit
      if (canQuit) app.quit()
    })
  })
}

async function prepareToQuit(services: Services, stores: readonly StateStore[]): Promise<boolean> {
  const { deletions, binService } = services
  if (deletions.isRunning() && !(await confirmStop('quit'))) return false
  if (!deletions.isRunning() && binService.restores.isRunning() && !(await confirmStop('quit.restore')))
    return false
  await Promise.all(stores.map((store) => store.save()))
  await finishOperations(services)
  await Promise.race([shutDown(services), new Promise((resolve) => setTimeout(resolve, shutDownTimeoutMs))])
  return true
}

async function confirmStop(what: 'quit' | 'quit.restore'): Promise<boolean> {
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
