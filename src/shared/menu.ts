import type { LockReach } from './protection'

/** Menu commands for the list of assets. */
export type ListCommand =
  | 'refresh'
  | 'select-none'
  | 'invert-selection'
  | 'copy-names'
  | 'copy-identities'
  | 'preview'
  | 'save-as'
  | 'upload-files'
  | 'upload-folder'
  | 'download'
  | 'copy-to'
  | 'copy-files'
  | 'close-groups'
  | 'open-groups'
  | 'delete'

/** Menu commands for the window. */
export type MenuCommand =
  | ListCommand
  | 'open-place'
  | 'find'
  | 'select-all'
  | 'sign-out'
  | 'show-shortcuts'
  | 'show-operations'
  | 'undo-deletion'

/** Choices of the list's context menu, including the commands of the application menu. */
export type AssetMenuChoice = MenuCommand | `protect-${LockReach}` | 'unprotect'

/** Choices of the context menus of other lists and cards. */
export const contextChoices = [
  'bin-restore',
  'bin-save',
  'bin-purge',
  'show-receipt',
  'place-open',
  'place-expand',
  'place-collapse',
  'deletion-stop',
  'deletion-continue',
  'deletion-dismiss',
  'transfer-pause',
  'transfer-resume',
  'transfer-stop',
  'transfer-retry',
  'transfer-clear',
] as const

export type ContextChoice = (typeof contextChoices)[number]

export interface ContextMenuItem {
  readonly choice: ContextChoice
  readonly isEnabled: boolean
}

/** Position of a native menu in CSS pixels of the window, or null for the pointer. */
export type MenuPoint = { readonly x: number; readonly y: number } | null

/** Shows a native menu of `items`, in this order. */
export interface ContextMenuRequest {
  readonly items: readonly ContextMenuItem[]
  readonly at: MenuPoint
}
