import type { RefshelfApi } from '../../shared/ipc/contract'
import type { ListCommand } from '../../shared/menu'
import { noHint } from '../features/transfers/upload-target'
import { callMain } from '../lib/call-main'
import { toSelectedAsset } from '../../shared/selected-asset'
import { focusedTextField, isDialogOpen } from './dialogs'
import type { Stores } from './stores'
import { destinationAtKeyboard, openUploadPlace } from './upload-destinations'

export interface TransferContext {
  readonly api: RefshelfApi
  readonly stores: Stores
}

/** Refuses a change on a read-only connection and shows why. Main refuses it as well; this responds at once. */
function refuseIfReadOnly({ session }: Stores): boolean {
  if (session.getState().status?.connection?.readOnly !== true) return false
  session.showFailure({ kind: 'connection-read-only', retry: 'no' })
  return true
}

/** Lets the user choose files or a folder in a system dialog, and offers to upload them to the active row's destination. */
export function chooseUploads({ api, stores }: TransferContext, what: 'files' | 'folder'): void {
  const destination = destinationAtKeyboard(stores.browse.getState())
  if (destination === null || refuseIfReadOnly(stores)) return
  void stores.uploads.openDialog(() => api.chooseUploads({ what }), destination)
}

export async function downloadSelected({ api, stores }: TransferContext): Promise<void> {
  const assets = stores.browse.selected().map(toSelectedAsset)
  if (assets.length === 0) return
  const result = await callMain(api.startDownload({ assets }))
  if (!result.ok) stores.session.showFailure(result.failure)
}

/** Copies the selected files to a segment, language or folder that the user chooses in the dialog. */
function copyTo({ stores }: TransferContext): void {
  const place = openUploadPlace(stores.browse.getState())
  const assets = stores.browse.selected()
  if (place === null || assets.length === 0 || refuseIfReadOnly(stores)) return
  stores.uploads.openCopyDialog(assets, { place, hint: noHint })
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

/** Offers to upload pasted files to the active row's destination. Text fields handle their own pastes. */
export function listenToPaste(context: TransferContext): () => void {
  const { api, stores } = context
  const handlePaste = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])]
    const isListHidden = stores.navigation.getState().part !== 'assets'
    if (isListHidden || focusedTextField() !== null || isDialogOpen(stores)) return
    if (files.length === 0) {
      const types = [...(event.clipboardData?.types ?? [])]
      if (types.some((type) => type.startsWith('text/'))) stores.uploads.refuse('pasted-text')
      return
    }
    event.preventDefault()
    const destination = destinationAtKeyboard(stores.browse.getState())
    if (destination === null || refuseIfReadOnly(stores)) return
    void stores.uploads.openDialog(() => api.grantFiles(files), destination)
  }
  window.addEventListener('paste', handlePaste)
  return () => window.removeEventListener('paste', handlePaste)
}
