import { app, BrowserWindow, dialog } from 'electron'
import { systemClock } from './adapters/system-ports'
import { Quitting } from './quitting'
import type { Services } from './services'
import { close, finishOperations } from './shut-down'
import { text } from './locale'

/** What is written down while the app runs. */
interface Memory {
  /** Resolves when nothing is left to write. */
  readonly save: () => Promise<void>
}

/** Quitting finishes and tells what is in flight; while a deletion or a restore runs it asks first. */
export function quitCleanly(services: Services, memories: readonly Memory[]): void {
  const quitting = new Quitting({
    clock: systemClock,
    confirm: () => confirmLeaving(services),
    showQuestion: () => BrowserWindow.getAllWindows().at(0)?.focus(),
    finish: async () => {
      await Promise.all(memories.map((memory) => memory.save()))
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

async function confirmLeaving({ deletions, binService }: Services): Promise<boolean> {
  if (deletions.isRunning()) return confirmsStop('quit')
  return !binService.restores.isRunning() || confirmsStop('quit.restore')
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
