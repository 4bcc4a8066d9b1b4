import { app, BrowserWindow, dialog } from 'electron'
import type { Services } from './services'
import { finishOperations, shutDown } from './shut-down'
import { text } from './locale'

/** How long quitting may wait for the server to take its token back, milliseconds. */
const farewellMs = 2_000

/** What is written down while the app runs. */
interface Memory {
  /** Resolves when nothing is left to write. */
  readonly save: () => Promise<void>
}

/** Quitting finishes and tells what is in flight; while a deletion or a restore runs it asks first. */
export function quitCleanly(services: Services, memories: readonly Memory[]): void {
  let ready = false
  let asking = false
  app.on('before-quit', (event) => {
    if (ready) return
    event.preventDefault()
    if (asking) return
    asking = true
    void leave(services, memories).then((leaves) => {
      asking = false
      ready = leaves
      if (leaves) app.quit()
    })
  })
}

async function leave(services: Services, memories: readonly Memory[]): Promise<boolean> {
  const { deletions, binService } = services
  if (deletions.isRunning() && !(await confirmsStop('quit'))) return false
  if (!deletions.isRunning() && binService.restores.isRunning() && !(await confirmsStop('quit.restore')))
    return false
  await Promise.all(memories.map((memory) => memory.save()))
  await finishOperations(services)
  await Promise.race([shutDown(services), new Promise((resolve) => setTimeout(resolve, farewellMs))])
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
