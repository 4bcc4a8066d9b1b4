import type { Asset } from '../../shared/asset'
import type { RefshelfApi } from '../../shared/ipc/contract'
import type { AssetMenuChoice, ListCommand, MenuCommand, MenuPoint } from '../../shared/menu'
import { previewTarget } from '../features/browse/preview-navigation'
import { protectionOfAssets } from '../features/protection/protection-of-assets'
import { folderText } from '../../shared/order/folder-text'
import { callMain } from '../lib/call-main'
import { toSelectedAsset } from '../../shared/selected-asset'
import { focusedTextField, isDialogOpen } from './dialogs'
import type { Stores } from './stores'
import { transferCommands } from './transfer-commands'
import { undoDeletion } from './undo-deletion'

/** Moves the focus to a part of the window, or opens the list of shortcuts. */
export interface FocusTargets {
  readonly focusSearch: () => void
  readonly focusScope: () => void
  readonly focusGrid: () => void
  readonly showShortcuts: () => void
  readonly focusOperations: () => void
}

export interface CommandContext extends FocusTargets {
  readonly api: RefshelfApi
  readonly stores: Stores
}

/** Opens the full-size preview of the active file, or closes it if it is open. */
export function togglePreview({ browse, preview }: Stores): void {
  if (preview.getState().isFull) {
    preview.closeFull()
    return
  }
  const asset = previewTarget(browse.getState(), true)
  if (asset !== null) preview.openFull(asset)
}

async function saveSelected({ api, stores }: CommandContext): Promise<void> {
  const [asset, ...others] = stores.browse.selected()
  if (asset === undefined || others.length > 0) return
  const result = await callMain(api.saveAsset({ asset: toSelectedAsset(asset) }))
  if (!result.ok) stores.session.showFailure(result.failure)
}

export function deleteSelected({ browse, deletion }: Stores): void {
  void deletion.promptDeletion(browse.selected())
}

function selectAll({ stores, focusGrid }: CommandContext): void {
  const field = focusedTextField()
  if (field !== null) {
    field.select()
    return
  }
  stores.browse.selectAll()
  focusGrid()
}

/** Commands that act on the asset list. They do nothing while another screen is shown. */
const listCommands: Readonly<Record<ListCommand, (context: CommandContext) => void>> = {
  refresh: ({ stores }) => void stores.browse.refresh(),
  'select-none': ({ stores }) => stores.browse.selectNone(),
  'invert-selection': ({ stores, focusGrid }) => {
    stores.browse.invertSelection()
    focusGrid()
  },
  'copy-names': (context) => void copySelected(context, 'names'),
  'copy-identities': (context) => void copySelected(context, 'identities'),
  preview: ({ stores }) => togglePreview(stores),
  'save-as': (context) => void saveSelected(context),
  ...transferCommands,
  'close-groups': ({ stores }) => stores.browse.setAllGroupsOpen(false),
  'open-groups': ({ stores }) => stores.browse.setAllGroupsOpen(true),
  // In a text field, Delete edits the text, even when it is chosen from the menu.
  delete: ({ stores }) => {
    if (focusedTextField() === null) deleteSelected(stores)
  },
}

function isListCommand(command: MenuCommand): command is ListCommand {
  return command in listCommands
}

/** Runs a menu command. While a dialog is open, only the commands that apply to it run. */
export function runCommand(command: MenuCommand, context: CommandContext): void {
  const { stores } = context
  const appliesToDialog =
    command === 'select-all' || (command === 'preview' && stores.preview.getState().isFull)
  if (isDialogOpen(stores) && !appliesToDialog) return
  const isListHidden = stores.navigation.getState().part !== 'assets'
  if (isListCommand(command)) {
    if (!isListHidden) listCommands[command](context)
    return
  }
  switch (command) {
    case 'open-place':
      context.focusScope()
      return
    case 'find':
      context.focusSearch()
      return
    case 'select-all':
      if (focusedTextField() !== null || !(isListHidden || isDialogOpen(stores))) selectAll(context)
      return
    case 'sign-out':
      void stores.session.signOut()
      return
    case 'show-shortcuts':
      context.showShortcuts()
      return
    case 'undo-deletion':
      undoDeletion(stores)
      return
    case 'show-operations':
      context.focusOperations()
      return
  }
}

/** Opens the native context menu of the list in main and runs the chosen item. */
export async function openAssetMenu(context: CommandContext, at: MenuPoint): Promise<void> {
  const { api, stores } = context
  const selected = stores.browse.selected()
  const result = await callMain(
    api.showAssetMenu({
      selected: selected.length,
      inFolders: selected.every(({ relativePath }) => folderText(relativePath) !== ''),
      protection: protectionOfAssets(stores.protection.getState(), selected),
      isReadOnly: stores.session.getState().status?.connection?.readOnly === true,
      at,
    }),
  )
  if (result.ok && result.value !== null) await runMenuChoice(result.value, context)
}

const lockLevels = {
  'protect-file': 'file',
  'protect-folder': 'folder',
  'protect-segment': 'segment',
} as const

function isProtectChoice(choice: AssetMenuChoice): choice is keyof typeof lockLevels {
  return choice in lockLevels
}

async function runMenuChoice(choice: AssetMenuChoice, context: CommandContext): Promise<void> {
  const { stores } = context
  const selected = stores.browse.selected()
  if (isProtectChoice(choice)) await stores.protection.protect(selected, lockLevels[choice])
  else if (choice === 'unprotect') await stores.protection.unprotect(selected)
  else runCommand(choice, context)
}

/** The full identity of a file as one line of JSON, with name and folder exactly as listed. */
function identityText({ context, segmentId, locale, relativePath, name }: Asset): string {
  const scope = context.family === 'classic' ? context.scope : `flex${context.documentId}`
  return JSON.stringify({ scope, segment: segmentId, locale, folder: relativePath, name })
}

/** Copies the names or identities of the selected files to the clipboard, one per line. */
export async function copySelected(
  { api, stores }: CommandContext,
  what: 'names' | 'identities',
): Promise<void> {
  const text = stores.browse
    .selected()
    .map((asset) => (what === 'names' ? asset.name : identityText(asset)))
    .join('\n')
  if (text === '') return
  const result = await callMain(api.copyText({ text }))
  if (!result.ok) stores.session.showFailure(result.failure)
}
