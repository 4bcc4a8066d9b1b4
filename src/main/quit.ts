import { app, BrowserWindow, dialog } from 'electron'
import type { App } from '../core/app'
import type { Composition } from './compose'
import { systemClock } from './adapters/system-ports'
import { Quitting } from './quitting'
import { text } from './locale'

/** State that must be saved before the app quits. */
interface StateStore {
  /** Resolves once everything is written. */
  readonly save: () => Promise<void>
}

/** Finishes operations and saves state before quitting; asks first while a deletion or a restore runs. */
export function quitCleanly({ app: core, inspectors }: Composition, stores: readonly StateStore[]): void {
  const quitting = new Quitting({
    clock: systemClock,
    confirm: () => confirmQuit(core),
    showQuestion: () => BrowserWindow.getAllWindows().at(0)?.focus(),
    finish: async () => {
      await Promise.all(stores.map((store) => store.save()))
      await core.lifecycle.finish()
    },
    close: async () => {
      const closed = core.lifecycle.close()
      inspectors.previews.close()
      inspectors.thumbnails.close()
      await closed
    },
    leave: () => {
      app.quit()
    },
  })
  app.on('before-quit', (event) => {
    if (!quitting.request()) event.preventDefault()
  })
}

async function confirmQuit({ deletions, recycleBin }: App): Promise<boolean> {
  if (deletions.isRunning()) return confirmStop('quit')
  return !recycleBin.restores.isRunning() || confirmStop('quit.restore')
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
