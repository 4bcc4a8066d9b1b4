import type { OnBeforeRequestListenerDetails, Session } from 'electron'

/**
 * The window's session reaches the app's own files, and previews as pictures, and nothing else; the platform is reached from
 * main, on another session.
 */
export function denyNetwork(session: Session): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isOurs(details) })
  })
}

function isOurs({
  url,
  resourceType,
}: Pick<OnBeforeRequestListenerDetails, 'url' | 'resourceType'>): boolean {
  if (url.startsWith('preview://')) return resourceType === 'image'
  return url.startsWith('app://') || url.startsWith('devtools://')
}
