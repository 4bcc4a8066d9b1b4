import { protocol } from 'electron'

/**
 * Before `ready`, once: both schemes are standard (relative addresses work) and secure. Neither can be fetched by a script,
 * and neither is in the other's origin. `stream`: films are played by ranges, as they come.
 */
export function registerSchemes(): void {
  const privileges = { standard: true, secure: true }
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges },
    { scheme: 'preview', privileges: { ...privileges, stream: true } },
  ])
}
