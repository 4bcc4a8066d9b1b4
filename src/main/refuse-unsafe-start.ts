import { app, dialog } from 'electron'

/** Ends the app before it has read or shown anything. The catalogue is not loaded yet, so the text is English. */
export function refuseUnsafeStart(found: readonly string[]): void {
  const text = `Refshelf does not start with ${found.join(', ')}, because that turns off a protection. Start it without.`
  process.stderr.write(`refshelf: ${text}\n`)
  // On Linux this writes to the terminal, because no window can be shown this early.
  if (process.platform !== 'linux') dialog.showErrorBox('Refshelf', text)
  app.exit(1)
}
