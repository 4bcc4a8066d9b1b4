import { app, type Session } from 'electron'

/** Denies all permissions on every session. Electron grants them by default (docs/threat-model.md#permissions). */
export function denyAllPermissions(): void {
  app.on('session-created', deny)
}

function deny(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => {
    answer({})
  })
  session.on('will-download', (event) => {
    event.preventDefault()
  })
}
