import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { app, BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron'
import type { SavePort, SaveTarget } from '../../core/recycle-bin/save-copies'
import { markDownloaded, systemMarkTools } from './download-mark'
import { takeFreeName, writeNewFile } from './whole-file'

/** The system's own dialogs: the window never names a path, and never learns one. */
export const saveDialogs: SavePort = {
  async chooseFile(suggestedName) {
    const options: SaveDialogOptions = {
      defaultPath: path.join(app.getPath('documents'), suggestedName),
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    }
    const window = mainWindow()
    const { canceled, filePath } = await (window === undefined
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(window, options))
    // The user was asked about a file that is there, so it may be replaced.
    return canceled || !filePath ? null : targetAt(filePath, rename)
  },
  async chooseFolder() {
    const options: OpenDialogOptions = { properties: ['openDirectory', 'createDirectory'] }
    const window = mainWindow()
    const { canceled, filePaths } = await (window === undefined
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options))
    const [folder] = filePaths
    if (canceled || folder === undefined) return null
    return {
      isTaken: (name) => existsSync(path.join(folder, name)),
      targetFor: (name) => targetAt(path.join(folder, name), takeFreeName),
    }
  },
}

function mainWindow(): BrowserWindow | undefined {
  return BrowserWindow.getAllWindows()[0]
}

/** Under its name only when it is whole and accepted; a temporary file beside it, in a name of our own. */
function targetAt(file: string, take: (temporary: string, file: string) => Promise<void>): SaveTarget {
  return {
    name: path.basename(file),
    async write(chunks, accept) {
      const temporary = path.join(path.dirname(file), `.refshelf-${randomBytes(6).toString('hex')}.part`)
      try {
        const written = await writeNewFile(temporary, chunks)
        if (!accept(written)) return written
        await take(temporary, file)
        // It came from a server, by way of the recycle bin too.
        await markDownloaded(systemMarkTools, file)
        return written
      } finally {
        await rm(temporary, { force: true })
      }
    },
  }
}
