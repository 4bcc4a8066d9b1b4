import { app } from 'electron'

/**
 * On a trial runtime: keeps every connection on this computer, whatever a name resolves to or a switch says. Call it before
 * `ready`. The later one of two switches applies.
 */
export function connectToLoopbackOnly(): void {
  const rules = ['MAP * ~NOTFOUND', 'EXCLUDE localhost', 'EXCLUDE 127.*.*.*', 'EXCLUDE ::1', 'EXCLUDE [::1]']
  app.commandLine.appendSwitch('host-resolver-rules', rules.join(', '))
}
