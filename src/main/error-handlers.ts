import { broadcast } from './ipc/broadcast'
import { logError } from './log'

/**
 * Logs uncaught errors and notifies the window. Electron's default is a modal dialog, which blocks all timers, calls and
 * deletions. Running deletions recover from their journals and listings.
 */
export function installErrorHandlers(): void {
  const report = (what: string, error: unknown): void => {
    logError(what, error)
    broadcast('watchInternalError', { kind: 'internal-fault', retry: 'no' })
  }
  process.on('uncaughtException', (error) => report('not caught', error))
  process.on('unhandledRejection', (reason) => report('not handled', reason))
}
