import { protocol } from 'electron'

/**
 * Before `ready`, once: both schemes are standard (relative addresses work) and secure, and nothing more. Neither can be
 * fetched by a script, and neither is in the other's origin.
 */
export function registerSchemes(): void {
  const privileges = { standard: true, secure: true }
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges },
    { scheme: 'preview', privileges },
  ])
}
