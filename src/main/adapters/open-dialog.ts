import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron'
import { dialogFolders, type DialogUse } from './dialog-folders'

type Properties = OpenDialogOptions['properties']

/** Shows the system's dialog on the window, if there is one. The chosen paths, or none if it was cancelled. */
export async function showOpenDialog(options: OpenDialogOptions): Promise<readonly string[]> {
  const [window] = BrowserWindow.getAllWindows()
  const { canceled, filePaths } = await (window === undefined
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options))
  return canceled ? [] : filePaths
}

/** Like `showOpenDialog`, in the folder that was used last. */
export async function openInLastFolder(use: DialogUse, properties: Properties): Promise<readonly string[]> {
  const last = await dialogFolders.folderFor(use)
  return showOpenDialog({ ...(properties && { properties }), ...(last !== null && { defaultPath: last }) })
}

/** The folder that the user chose to save files in, or null. */
export async function chooseSaveFolder(): Promise<string | null> {
  const [folder] = await openInLastFolder('save', ['openDirectory', 'createDirectory'])
  if (folder === undefined) return null
  await dialogFolders.remember('save', folder)
  return folder
}
