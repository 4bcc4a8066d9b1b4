import { protocol } from 'electron'

/**
 * Registers the app's schemes as standard and secure. Scripts cannot `fetch` them. `stream` lets the player request ranges
 * of media. Call once, before `ready`.
 */
export function registerSchemes(): void {
  const privileges = { standard: true, secure: true }
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges },
    { scheme: 'preview', privileges: { ...privileges, stream: true } },
  ])
}
