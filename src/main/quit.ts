import { app, BrowserWindow, dialog } from 'electron'
import { systemClock } from './adapters/system-ports'
import { Quitting } from './quitting'
import type { Services } from './services'
import { close, finishOperations } from './shut-down'
import { text } from './locale'

/** State that must be saved before the app quits. */
interface StateStore {
  /** Resolves once everything is written. */
  readonly save: () => Promise<void>
}

/** Finishes operations and saves state before quitting; asks first while a deletion or a restore runs. */
export function quitCleanly(services: Services, stores: readonly StateStore[]): void {
  const quitting = new Quitting({
    clock: systemClock,
    confirm: () => confirmQuit(services),
    showQuestion: () => BrowserWindow.getAllWindows().at(0)?.focus(),
    finish: async () => {
      await Promise.all(stores.map((store) => store.save()))
      await finishOperations(services)
    },
    close: () => close(services),
    leave: () => {
      app.quit()
    },
  })
  app.on('before-quit', (event) => {
    if (!quitting.request()) event.preventDefault()
  })
}

async function confirmQuit({ deletions, binService }: Services): Promise<boolean> {
  if (deletions.isRunning()) return confirmStop('quit')
  return !binService.restores.isRunning() || confirmStop('quit.restore')
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
