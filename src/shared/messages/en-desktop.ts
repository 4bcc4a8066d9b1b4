/** What the operating system shows in the app's name, and what the window says of the network. */
export const enDesktop = {
  // Notices. Filled by main without plurals: no word may depend on a number.
  'notice.ended.title': 'Deletion ended',
  'notice.stopped.title': 'Deletion stopped',
  'notice.all': 'Files deleted and verified: {done} of {total}.',
  'notice.part': 'Files deleted and verified: {done} of {total}. See what became of the others.',
  'notice.interrupted.title': 'A deletion waits for you',
  'notice.interrupted':
    'Files deleted and verified: {done} of {total}. It was interrupted: continue it or stop it.',
  'notice.vanished.title': 'Files vanished that nobody asked to delete',
  'notice.vanished': 'Files that are missing: {count}. Refshelf stopped the deletion. Please look at it.',
  'notice.restored.title': 'Restore ended',
  'notice.restored.all': 'Files put back and verified: {done} of {total}.',
  'notice.restored.part': 'Files put back and verified: {done} of {total}. See what became of the others.',
  'notice.upload.title': 'Upload ended',
  'notice.copy.title': 'Copy ended',
  'notice.download.title': 'Download ended',
  'notice.moved.all': 'Files done: {done} of {total}.',
  'notice.moved.part': 'Files done: {done} of {total}. See what became of the others.',

  // Offline.
  'offline.label': 'Network',
  'offline.network': 'Offline: this computer has no network.',
  'offline.server': 'Offline: {host} cannot be reached.',
  'offline.works':
    'Lists that were read, kept previews, the recycle bin, activity and settings can still be used. To list anew, delete or restore needs the server; this note goes when it is back.',
  'offline.short': 'Offline',

  // Keyboard shortcuts: groups and names of keys.
  'shortcuts.group.window': 'Everywhere',
  'shortcuts.group.list': 'In a list',
  'shortcuts.group.groups': 'Groups of a list',
  'shortcuts.group.columns': 'On a column header',
  'shortcuts.openPlace': 'Open a place',
  'shortcuts.zoomIn': 'Show everything larger',
  'shortcuts.zoomOut': 'Show everything smaller',
  'shortcuts.zoomReset': 'Show everything in its usual size',
  'shortcuts.menu': 'Open the menu of what has the focus',
  'shortcuts.moveOnly': 'Move without selecting',
  'key.Ctrl': 'Ctrl',
  'key.Alt': 'Alt',
  'key.Shift': 'Shift',
  'key.Escape': 'Esc',
  'key.Space': 'Space',
  'key.Delete': 'Delete',
  'key.Menu': 'Menu',
  'key.PageUp': 'Page up',
  'key.PageDown': 'Page down',
  'key.Home': 'Home',
  'key.End': 'End',
} as const
