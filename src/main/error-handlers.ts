import { broadcast } from './ipc/router'
import { logError } from './log'

/**
 * What nobody caught. Electron's own answer is a modal dialog, during which no timer, call or deletion goes on; ours is a line
 * in the terminal and a notice. Each job settles what it has under way by its journal and its listings.
 */
export function installErrorHandlers(): void {
  const tell = (what: string, error: unknown): void => {
    logError(what, error)
    broadcast('watchInternalError', { kind: 'internal-fault', retry: 'no' })
  }
  process.on('uncaughtException', (error) => tell('not caught', error))
  process.on('unhandledRejection', (reason) => tell('not handled', reason))
}
