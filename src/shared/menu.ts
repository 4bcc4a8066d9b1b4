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
  | 'close-groups'
  | 'open-groups'
  | 'delete'

/** A menu item that acts on what the window shows. */
export type MenuCommand =
  ListCommand | 'open-place' | 'find' | 'select-all' | 'sign-out' | 'show-shortcuts' | 'show-operations'

/** What the menu of the list offers beyond the commands of the application menu. */
export type AssetMenuChoice = MenuCommand | `protect-${LockReach}` | 'unprotect'
