import { app, type WebContents } from 'electron'
import { appOrigin, appPage } from './app-origin'
import { isFirstLoadOfFrame } from './frame-load'

/**
 * A window shows the app's page and stays there: no navigation, no new windows, no webviews; and no frames but the two in
 * which previews are drawn, each of which loads its page once.
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
  // A page may go to about:blank without being asked for: nothing to steal there, but an empty window.
  contents.on('did-navigate', (_event, address) => {
    if (!isOurs(address)) void contents.loadURL(appPage)
  })
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

function isOurs(address: string): boolean {
  return address.startsWith(`${appOrigin}/`) || address.startsWith('devtools://')
}
