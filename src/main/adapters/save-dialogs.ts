import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { app, BrowserWindow, dialog, type SaveDialogOptions } from 'electron'
import type { SavePort, SaveTarget } from '../../core/ports'
import { dialogFolders } from './dialog-folders'
import { chooseSaveFolder } from './open-dialog'
import { markDownloaded, systemMarkTools } from './download-mark'
import { takeConfirmedName, takeFreeName, writeNewFile } from './whole-file'

/** System dialogs, so that the window never handles paths. */
export const saveDialogs: SavePort = {
  async chooseFile(suggestedName) {
    const options: SaveDialogOptions = {
      defaultPath: path.join(
        (await dialogFolders.folderFor('save')) ?? app.getPath('documents'),
        suggestedName,
      ),
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    }
    const [window] = BrowserWindow.getAllWindows()
    const { canceled, filePath } = await (window === undefined
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(window, options))
    if (canceled || !filePath) return null
    const takeName = takeConfirmedName(filePath)
    await dialogFolders.remember('save', path.dirname(filePath))
    return targetAt(filePath, takeName)
  },
  async chooseFolder() {
    const folder = await chooseSaveFolder()
    if (folder === null) return null
    return {
      isTaken: (name) => existsSync(path.join(folder, name)),
      targetFor: (name) => targetAt(path.join(folder, name), takeFreeName),
    }
  },
}

/** Writes to a temporary file in the same folder, which gets its name only once it is complete and accepted. */
function targetAt(file: string, takeName: (temporary: string, file: string) => Promise<void>): SaveTarget {
  return {
    name: path.basename(file),
    async write(chunks, accept) {
      const temporary = path.join(path.dirname(file), `.refshelf-${randomBytes(6).toString('hex')}.part`)
      try {
        const written = await writeNewFile(temporary, chunks)
        if (!accept(written)) return written
        await takeName(temporary, file)
        // Copies from the recycle bin also came from a server.
        await markDownloaded(systemMarkTools, file)
        return written
      } finally {
        await rm(temporary, { force: true })
      }
    },
  }
}
