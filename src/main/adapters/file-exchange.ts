import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { BrowserWindow, clipboard, ClipboardItem, nativeImage } from 'electron'
import type { ChosenFolder } from '../../core/transfers/downloads'
import { dialogFolders } from './dialog-folders'
import { drawDragIcon, dragIconSize } from './drag-icon'
import { chooseSaveFolder, openInLastFolder, showOpenDialog } from './open-dialog'
import { fileClipboard, putOnClipboard, type ClipboardTools } from './file-clipboard'

/** System dialogs, drag and drop, and the clipboard. A port, so that tests see the arguments. */
export interface FileExchangePort {
  /** Absolute paths, or null if the dialog was closed. */
  readonly chooseUploads: (what: 'files' | 'folder') => Promise<readonly string[] | null>
  /** Absolute path of one file, or null if the dialog was closed. The dialog opens in the folder `near`. */
  readonly chooseFile: (near: string) => Promise<string | null>
  readonly chooseFolder: () => Promise<ChosenFolder | null>
  /** Continues a drag that started in the window. False if there is no window. */
  readonly dragOut: (files: readonly string[]) => boolean
  /** False if Electron cannot put files on this system's clipboard. */
  readonly copyFiles: (files: readonly string[]) => Promise<boolean>
}

export const systemFileExchange: FileExchangePort = {
  async chooseUploads(what) {
    const kind = what === 'files' ? 'openFile' : 'openDirectory'
    const filePaths = await openInLastFolder('open', [kind, 'multiSelections'])
    const [first] = filePaths
    if (first === undefined) return null
    // Of a chosen folder, too: its siblings are what the user may choose next.
    await dialogFolders.remember('open', path.dirname(first))
    return filePaths
  },
  async chooseFile(near) {
    const [file] = await showOpenDialog({ properties: ['openFile'], defaultPath: near })
    return file ?? null
  },
  async chooseFolder() {
    const chosen = await chooseSaveFolder()
    if (chosen === null) return null
    // Resolve links now, so that a link that later replaces the folder counts as a different folder.
    const folder = await realpath(chosen)
    return { folder, name: path.basename(folder) || folder }
  },
  dragOut(files) {
    const [first] = files
    const [window] = BrowserWindow.getAllWindows()
    if (first === undefined || window === undefined) return false
    const size = { width: dragIconSize, height: dragIconSize }
    const icon = nativeImage.createFromBitmap(Buffer.from(drawDragIcon()), size)
    window.webContents.startDrag({ file: first, files: [...files], icon })
    return true
  },
  async copyFiles(files) {
    const { platform, env } = process
    const payloads = fileClipboard({ platform, desktop: env['XDG_CURRENT_DESKTOP'] ?? '' }, files)
    return payloads !== null && putOnClipboard(clipboardTools(), payloads)
  },
}

/** Older runtimes have `writeBuffer`, newer ones `ClipboardItem`; Electron's types only describe the newest. */
function clipboardTools(): ClipboardTools {
  const olderClipboard = clipboard as { readonly writeBuffer?: (format: string, bytes: Buffer) => void }
  const Item = ClipboardItem as typeof ClipboardItem | undefined
  return {
    writeBuffer: olderClipboard.writeBuffer?.bind(clipboard),
    writeItems: Item === undefined ? undefined : (items) => clipboard.write([new Item({ ...items })]),
  }
}
