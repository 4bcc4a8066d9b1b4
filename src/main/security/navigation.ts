import { app, type WebContents } from 'electron'
import { appOrigin, appPage } from './app-origin'
import { isFirstLoadOfFrame } from './frame-load'

/**
 * Keeps every window on the app's page: no navigation, new windows or webviews. The only frames are the two that draw
 * previews, and each may load its page once.
 */
export function denyNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    lock(contents)
  })
}

function lock(contents: WebContents): void {
  const deny = (event: { preventDefault: () => void }): void => {
    event.preventDefault()
  }
  contents.on('will-navigate', deny)
  contents.on('will-redirect', deny)
  contents.on('will-frame-navigate', (event) => {
    if (!isFirstLoadOfFrame(event)) event.preventDefault()
  })
  contents.on('will-attach-webview', deny)
  // A page can reach about:blank without `will-navigate`. That is harmless, but would leave an empty window.
  contents.on('did-navigate', (_event, address) => {
    if (!isOurs(address)) void contents.loadURL(appPage)
  })
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

function isOurs(address: string): boolean {
  return address.startsWith(`${appOrigin}/`) || address.startsWith('devtools://')
}
