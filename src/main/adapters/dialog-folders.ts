import { stat } from 'node:fs/promises'
import { z } from 'zod'
import type { FilesPort } from '../../core/ports'
import { createJsonDocument, type JsonDocument } from '../../core/storage/json-document'
import { logError } from '../log'

/** `open`: where files to upload are. `save`: where downloads and copies go. */
export type DialogUse = 'open' | 'save'

const schema = z.object({ v: z.literal(1), open: z.string().nullable(), save: z.string().nullable() })

type Folders = z.infer<typeof schema>

const noFolders: Folders = { v: 1, open: null, save: null }

/** The folders that system dialogs open in: those used last, also by an earlier start. */
export class DialogFolders {
  private document: JsonDocument<Folders> | null = null
  private reading: Promise<Folders> | null = null

  keepIn(files: FilesPort): void {
    this.document = createJsonDocument({ files, fileName: 'dialogs.json', schema, empty: noFolders })
    this.reading = null
  }

  /** The folder used last, or null if there is none or it is gone. */
  async folderFor(use: DialogUse): Promise<string | null> {
    const folder = (await this.read())[use]
    return folder !== null && (await isFolder(folder)) ? folder : null
  }

  async remember(use: DialogUse, folder: string): Promise<void> {
    const folders: Folders = { ...(await this.read()), [use]: folder }
    this.reading = Promise.resolve(folders)
    // The dialog's answer counts, whether or not its folder can be written.
    await this.document?.write(folders).catch((error: unknown) => logError('dialog folder not saved', error))
  }

  private read(): Promise<Folders> {
    this.reading ??= this.document?.read().catch(() => noFolders) ?? Promise.resolve(noFolders)
    return this.reading
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

/** One for the whole app, because the dialogs belong to the system. */
export const dialogFolders = new DialogFolders()
