import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { app, BrowserWindow, dialog, type SaveDialogOptions } from 'electron'
import { dialogFolders } from './adapters/dialog-folders'
import { takeConfirmedName, writeNewFile, type TakeName } from './adapters/whole-file'

export interface SaveRequest {
  /** Proposed name, with its extension. */
  readonly name: string
  /** File type as the dialog shows it. */
  readonly kind: string
  readonly chunks: AsyncIterable<string>
}

/**
 * Asks for a destination and writes the pieces to it. The file gets its name only once it is complete. Returns the name, or
 * null if the dialog was closed. Throws disk errors.
 */
export async function saveFile({ name, kind, chunks }: SaveRequest): Promise<string | null> {
  const chosen = await askForPath({
    defaultPath: path.join((await dialogFolders.folderFor('save')) ?? app.getPath('documents'), name),
    filters: [{ name: kind, extensions: [path.extname(name).slice(1)] }],
    properties: ['showOverwriteConfirmation'],
  })
  if (chosen === null) return null
  const takeName = takeConfirmedName(chosen)
  await dialogFolders.remember('save', path.dirname(chosen))
  await writeWhole({ target: chosen, takeName }, chunks)
  return path.basename(chosen)
}

async function askForPath(options: SaveDialogOptions): Promise<string | null> {
  const [window] = BrowserWindow.getAllWindows()
  const { canceled, filePath } = await (window === undefined
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options))
  // Depending on the Electron version, a closed dialog returns an empty path or none.
  return canceled || !filePath ? null : filePath
}

async function writeWhole(
  { target, takeName }: { readonly target: string; readonly takeName: TakeName },
  pieces: AsyncIterable<string>,
): Promise<void> {
  const temporary = path.join(path.dirname(target), `.${randomBytes(6).toString('hex')}.part`)
  try {
    await writeNewFile(temporary, encode(pieces))
    await takeName(temporary, target)
  } finally {
    await rm(temporary, { force: true })
  }
}

async function* encode(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const piece of pieces) yield encoder.encode(piece)
}
