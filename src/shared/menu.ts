import type { LockReach } from './protection'

/** A menu item that acts on the list of assets. */
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

/** A menu item that acts on what the window shows. */
export type MenuCommand =
  ListCommand | 'open-place' | 'find' | 'select-all' | 'sign-out' | 'show-shortcuts' | 'show-operations'

/** What the menu of the list offers beyond the commands of the application menu. */
export type AssetMenuChoice = MenuCommand | `protect-${LockReach}` | 'unprotect'

/** What the native menus of the other lists and cards offer. */
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

/** Where a native menu opens: in CSS pixels of the window, or null for where the pointer is. */
export type MenuPoint = { readonly x: number; readonly y: number } | null

/** A native menu of these, in their order. */
export interface ContextMenuRequest {
  readonly items: readonly ContextMenuItem[]
  readonly at: MenuPoint
}
