import type { RefshelfApi } from '../../shared/ipc/contract'
import type { ListCommand } from '../../shared/menu'
import { noWish } from '../features/transfers/upload-target'
import { safely } from '../lib/safely'
import { toSelected } from '../lib/selected-asset'
import { focusedTextField, isDialogOpen } from './dialogs'
import type { Stores } from './stores'
import { intoOfKeyboard, openUploadPlace } from './upload-places'

/** What these commands act on. */
export interface TransferContext {
  readonly api: RefshelfApi
  readonly stores: Stores
}

/** Main would refuse it too; said at once, and where it was wished. */
function isReadOnly({ session }: Stores): boolean {
  if (session.getState().status?.connection?.readOnly !== true) return false
  session.takeFault({ kind: 'connection-read-only', retry: 'no' })
  return true
}

/** Uploads what the user chooses in a dialog of the system, to where the keyboard is. */
export function chooseUploads({ api, stores }: TransferContext, what: 'files' | 'folder'): void {
  const into = intoOfKeyboard(stores.browse.getState())
  if (into === null || isReadOnly(stores)) return
  void stores.uploads.begin(() => api.chooseUploads({ what }), into)
}

export async function downloadSelected({ api, stores }: TransferContext): Promise<void> {
  const assets = stores.browse.selected().map(toSelected)
  if (assets.length === 0) return
  const result = await safely(api.startDownload({ assets }))
  if (!result.ok) stores.session.takeFault(result.failure)
}

/** Copies the selected files to another segment, language or folder: the dialog asks which. */
function copyTo({ stores }: TransferContext): void {
  const place = openUploadPlace(stores.browse.getState())
  const assets = stores.browse.selected()
  if (place === null || assets.length === 0 || isReadOnly(stores)) return
  stores.uploads.beginCopy(assets, { place, wish: noWish })
}

export type TransferCommand = Extract<
  ListCommand,
  'upload-files' | 'upload-folder' | 'download' | 'copy-to' | 'copy-files'
>

export const transferCommands: Readonly<Record<TransferCommand, (context: TransferContext) => void>> = {
  'upload-files': (context) => chooseUploads(context, 'files'),
  'upload-folder': (context) => chooseUploads(context, 'folder'),
  download: (context) => void downloadSelected(context),
  'copy-to': copyTo,
  'copy-files': ({ stores }) => void stores.staging.stage(stores.browse.selected(), 'clipboard'),
}

/** Files that are pasted anywhere but into a text are uploaded to where the keyboard is. */
export function listenToPaste(context: TransferContext): () => void {
  const { api, stores } = context
  const paste = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])]
    const isElsewhere = stores.navigation.getState().part !== 'assets'
    if (files.length === 0 || isElsewhere || focusedTextField() !== null || isDialogOpen(stores)) return
    event.preventDefault()
    const into = intoOfKeyboard(stores.browse.getState())
    if (into === null || isReadOnly(stores)) return
    void stores.uploads.begin(() => api.grantFiles(files), into)
  }
  window.addEventListener('paste', paste)
  return () => window.removeEventListener('paste', paste)
}
