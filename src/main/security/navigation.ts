import { app, type WebContents } from 'electron'

/** A window shows the app's page and stays there: no navigation, no frames, no new windows, no webviews. */
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
  contents.on('will-frame-navigate', deny)
  contents.on('will-attach-webview', deny)
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
