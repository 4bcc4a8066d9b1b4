import { realpath } from 'node:fs/promises'
import path from 'node:path'
import {
  BrowserWindow,
  clipboard,
  ClipboardItem,
  dialog,
  nativeImage,
  type OpenDialogOptions,
} from 'electron'
import type { ChosenFolder } from '../../core/transfers/downloads'
import { drawDragIcon, dragIconSize } from './drag-icon'
import { fileClipboard, putOnClipboard, type ClipboardTools } from './file-clipboard'

/** What the system does with files for us: its dialogs, its drag, its clipboard. A port, so that tests see the arguments. */
export interface FileExchangePort {
  /** Absolute paths, or null where the dialog was closed. */
  readonly chooseUploads: (what: 'files' | 'folder') => Promise<readonly string[] | null>
  /** One file, from this folder on. Absolute path, or null where the dialog was closed. */
  readonly chooseFile: (near: string) => Promise<string | null>
  readonly chooseFolder: () => Promise<ChosenFolder | null>
  /** Takes over a drag that the window has seen begin. False where there is no window. */
  readonly dragOut: (files: readonly string[]) => boolean
  /** False where the system cannot take files onto its clipboard from here. */
  readonly copyFiles: (files: readonly string[]) => Promise<boolean>
}

export const systemFileExchange: FileExchangePort = {
  async chooseUploads(what) {
    const kind = what === 'files' ? 'openFile' : 'openDirectory'
    const { canceled, filePaths } = await ask({ properties: [kind, 'multiSelections'] })
    return canceled || filePaths.length === 0 ? null : filePaths
  },
  async chooseFile(near) {
    const { canceled, filePaths } = await ask({ properties: ['openFile'], defaultPath: near })
    return canceled ? null : (filePaths[0] ?? null)
  },
  async chooseFolder() {
    const { canceled, filePaths } = await ask({ properties: ['openDirectory', 'createDirectory'] })
    const [chosen] = filePaths
    if (canceled || chosen === undefined) return null
    // Where it really is: from now on a link in its place is another folder.
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

/** `writeBuffer` went, and `ClipboardItem` came, between the oldest runtime and the newest; the types know the newest alone. */
function clipboardTools(): ClipboardTools {
  const older = clipboard as { readonly writeBuffer?: (format: string, bytes: Buffer) => void }
  const Item = ClipboardItem as typeof ClipboardItem | undefined
  return {
    writeBuffer: older.writeBuffer?.bind(clipboard),
    writeItems: Item === undefined ? undefined : (items) => clipboard.write([new Item({ ...items })]),
  }
}

function ask(options: OpenDialogOptions): Promise<Electron.OpenDialogReturnValue> {
  const [window] = BrowserWindow.getAllWindows()
  return window === undefined ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options)
}
