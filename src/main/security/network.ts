import type { Session } from 'electron'

/** The window's session reaches the app's own files and nothing else; the platform is reached from main, on another session. */
export function denyNetwork(session: Session): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !details.url.startsWith('app://') && !details.url.startsWith('devtools://') })
  })
}
