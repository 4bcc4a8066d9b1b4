import { randomBytes } from 'node:crypto'
import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { app, BrowserWindow, dialog, type SaveDialogOptions } from 'electron'
import { writeNewFile } from './adapters/whole-file'

export interface SaveRequest {
  /** Proposed name, with its ending. */
  readonly name: string
  /** What the ending stands for, as the dialog shows it. */
  readonly kind: string
  readonly pieces: AsyncIterable<string>
}

/**
 * Asks where to, then writes piece by piece: under the chosen name only when it is whole. Gives the file's name, or null
 * where the dialog was closed. Throws what the disk throws.
 */
export async function saveFile({ name, kind, pieces }: SaveRequest): Promise<string | null> {
  const chosen = await ask({
    defaultPath: path.join(app.getPath('documents'), name),
    filters: [{ name: kind, extensions: [path.extname(name).slice(1)] }],
    properties: ['showOverwriteConfirmation'],
  })
  if (chosen === null) return null
  await writeWhole(chosen, pieces)
  return path.basename(chosen)
}

async function ask(options: SaveDialogOptions): Promise<string | null> {
  const [window] = BrowserWindow.getAllWindows()
  const { canceled, filePath } = await (window === undefined
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options))
  // An empty path or none, by version, where the dialog was closed.
  return canceled || !filePath ? null : filePath
}

async function writeWhole(target: string, pieces: AsyncIterable<string>): Promise<void> {
  const temporary = path.join(path.dirname(target), `.${randomBytes(6).toString('hex')}.part`)
  try {
    await writeNewFile(temporary, encoded(pieces))
    await rename(temporary, target)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const piece of pieces) yield encoder.encode(piece)
}
