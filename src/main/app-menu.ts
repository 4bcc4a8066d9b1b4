import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../shared/ipc/contract'
import { broadcast } from './ipc/router'
import { text } from './texts'

/**
 * The application menu. Accelerators that are also plain editing keys (Delete, Ctrl+A, Escape) are shown but not
 * registered: the window handles them, since in a text field they edit text.
 */
export function buildAppMenu(platform: NodeJS.Platform): Menu {
  const mac: MenuItemConstructorOptions[] = platform === 'darwin' ? [{ role: 'appMenu' }] : []
  return Menu.buildFromTemplate([
    ...mac,
    fileMenu(platform),
    editMenu(),
    viewMenu(),
    { role: 'windowMenu' },
    helpMenu(),
  ])
}

function fileMenu(platform: NodeJS.Platform): MenuItemConstructorOptions {
  const quit: MenuItemConstructorOptions[] =
    platform === 'darwin' ? [] : [{ type: 'separator' }, { label: text('menu.quit'), role: 'quit' }]
  return {
    label: text('menu.file'),
    submenu: [
      command('menu.openPlace', 'open-place', { accelerator: 'CmdOrCtrl+O' }),
      { type: 'separator' },
      command('menu.signOut', 'sign-out', {}),
      ...quit,
    ],
  }
}

function editMenu(): MenuItemConstructorOptions {
  return {
    label: text('menu.edit'),
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      { type: 'separator' },
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { type: 'separator' },
      command('menu.selectAll', 'select-all', { accelerator: 'CmdOrCtrl+A', registerAccelerator: false }),
      command('menu.selectNone', 'select-none', { accelerator: 'Escape', registerAccelerator: false }),
      command('menu.find', 'find', { accelerator: 'CmdOrCtrl+F' }),
      { type: 'separator' },
      command('menu.delete', 'delete', { accelerator: 'Delete', registerAccelerator: false }),
    ],
  }
}

function viewMenu(): MenuItemConstructorOptions {
  return {
    label: text('menu.view'),
    submenu: [
      command('menu.refresh', 'refresh', { accelerator: 'F5' }),
      { type: 'separator' },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ],
  }
}

function helpMenu(): MenuItemConstructorOptions {
  return {
    label: text('menu.help'),
    submenu: [command('menu.shortcuts', 'show-shortcuts', { accelerator: 'F1' })],
  }
}

function command(
  label: Parameters<typeof text>[0],
  name: MenuCommand,
  options: MenuItemConstructorOptions,
): MenuItemConstructorOptions {
  return {
    label: text(label),
    click: () => {
      broadcast('watchCommand', name)
    },
    ...options,
  }
}
