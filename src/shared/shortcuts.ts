import type { MenuCommand } from './menu'
import type { MessageKey } from './messages/catalogue'

/** Groups in the list of shortcuts, in this order. Each has the name `shortcuts.group.<group>`. */
export const shortcutGroups = ['window', 'list', 'preview', 'groups', 'columns'] as const

export type ShortcutGroup = (typeof shortcutGroups)[number]

export interface Shortcut {
  readonly group: ShortcutGroup
  readonly text: MessageKey
  /** Alternatives as Electron accelerators. */
  readonly keys: readonly string[]
  /** Command to run, independent of the focus. Without one, the list or a header handles the key. */
  readonly command?: MenuCommand
  /** `always`: even in a text field. `menu`: handled by the application menu before the page sees it. */
  readonly reach?: 'always' | 'menu'
}

/** All keyboard shortcuts: for the menus, for the window's key handler and for the list of shortcuts. */
export const shortcuts: readonly Shortcut[] = [
  {
    group: 'window',
    text: 'action.openPlace',
    keys: ['CmdOrCtrl+O'],
    command: 'open-place',
    reach: 'menu',
  },
  {
    group: 'window',
    text: 'shortcuts.find',
    keys: ['CmdOrCtrl+F'],
    command: 'find',
    reach: 'always',
  },
  {
    group: 'window',
    text: 'shortcuts.refresh',
    keys: ['F5', 'CmdOrCtrl+R'],
    command: 'refresh',
    reach: 'always',
  },
  { group: 'window', text: 'shortcuts.zoomIn', keys: ['CmdOrCtrl+Plus'], reach: 'menu' },
  { group: 'window', text: 'shortcuts.zoomOut', keys: ['CmdOrCtrl+-'], reach: 'menu' },
  { group: 'window', text: 'shortcuts.zoomReset', keys: ['CmdOrCtrl+0'], reach: 'menu' },
  { group: 'window', text: 'shortcuts.menu', keys: ['Menu', 'Shift+F10'] },
  { group: 'window', text: 'shortcuts.show', keys: ['F1', '?'], command: 'show-shortcuts' },

  { group: 'list', text: 'shortcuts.move', keys: ['Up', 'Down', 'PageUp', 'PageDown', 'Home', 'End'] },
  { group: 'list', text: 'shortcuts.extend', keys: ['Shift+Up', 'Shift+Down'] },
  { group: 'list', text: 'shortcuts.moveOnly', keys: ['CmdOrCtrl+Up', 'CmdOrCtrl+Down'] },
  { group: 'list', text: 'shortcuts.toggle', keys: ['CmdOrCtrl+Space'] },
  { group: 'list', text: 'shortcuts.selectAll', keys: ['CmdOrCtrl+A'], command: 'select-all' },
  { group: 'list', text: 'shortcuts.invert', keys: ['CmdOrCtrl+I'], command: 'invert-selection' },
  { group: 'list', text: 'shortcuts.undo', keys: ['CmdOrCtrl+Z'], command: 'undo-deletion' },
  { group: 'list', text: 'shortcuts.confirmDelete', keys: ['CmdOrCtrl+Enter'] },
  { group: 'list', text: 'action.selectNone', keys: ['Escape'] },
  { group: 'list', text: 'shortcuts.copy', keys: ['CmdOrCtrl+C'] },
  { group: 'list', text: 'shortcuts.copyIdentity', keys: ['CmdOrCtrl+Shift+C'] },
  {
    group: 'list',
    text: 'shortcuts.uploadFiles',
    keys: ['CmdOrCtrl+U'],
    command: 'upload-files',
    reach: 'always',
  },
  {
    group: 'list',
    text: 'shortcuts.uploadFolder',
    keys: ['CmdOrCtrl+Shift+U'],
    command: 'upload-folder',
    reach: 'always',
  },
  { group: 'list', text: 'shortcuts.paste', keys: ['CmdOrCtrl+V'] },
  {
    group: 'list',
    text: 'shortcuts.download',
    keys: ['CmdOrCtrl+Shift+S'],
    command: 'download',
    reach: 'always',
  },
  { group: 'list', text: 'shortcuts.delete', keys: ['Delete'], command: 'delete' },

  { group: 'preview', text: 'shortcuts.preview', keys: ['Space'] },
  { group: 'preview', text: 'shortcuts.previewNext', keys: ['Up', 'Down', 'Left', 'Right'] },
  { group: 'preview', text: 'shortcuts.previewZoom', keys: ['Plus', '-', '0', '1'] },
  { group: 'preview', text: 'shortcuts.previewPage', keys: ['PageUp', 'PageDown'] },
  { group: 'preview', text: 'shortcuts.previewClose', keys: ['Escape', 'Space'] },

  { group: 'groups', text: 'shortcuts.group', keys: ['Left', 'Right'] },
  { group: 'groups', text: 'shortcuts.groups', keys: ['Alt+Left', 'Alt+Right'] },

  { group: 'columns', text: 'shortcuts.columnWidth', keys: ['Shift+Left', 'Shift+Right'] },
  { group: 'columns', text: 'shortcuts.columnMove', keys: ['Alt+Left', 'Alt+Right'] },
]
