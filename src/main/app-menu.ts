import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../shared/menu'
import type { MessageKey } from '../shared/messages/catalogue'
import { shortcuts } from '../shared/shortcuts'
import { broadcast } from './ipc/broadcast'
import { text } from './locale'
import type { ZoomStep } from './zoom-steps'

type StepZoom = (step: ZoomStep) => void

/**
 * The application menu. Accelerators that also mean something elsewhere (Delete, Ctrl+A, Escape and Ctrl+C edit text) are
 * shown but not registered, because the window knows where the focus is and handles them.
 */
export function buildAppMenu(platform: NodeJS.Platform, stepZoom: StepZoom): Menu {
  return Menu.buildFromTemplate([
    ...(platform === 'darwin' ? [macMenu()] : []),
    fileMenu(platform),
    editMenu(),
    viewMenu(stepZoom),
    windowMenu(platform),
    helpMenu(),
  ])
}

function fileMenu(platform: NodeJS.Platform): MenuItemConstructorOptions {
  const quit: MenuItemConstructorOptions[] =
    platform === 'darwin' ? [] : [{ type: 'separator' }, role('quit', 'action.quit')]
  return {
    label: text('menu.file'),
    submenu: [
      command('menu.openPlace', 'open-place', { accelerator: keyOf('action.openPlace') }),
      { type: 'separator' },
      command('menu.uploadFiles', 'upload-files', { accelerator: keyOf('shortcuts.uploadFiles') }),
      command('menu.uploadFolder', 'upload-folder', { accelerator: keyOf('shortcuts.uploadFolder') }),
      command('menu.download', 'download', { accelerator: keyOf('shortcuts.download') }),
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
      role('undo', 'menu.undo'),
      role('redo', 'menu.redo'),
      { type: 'separator' },
      role('cut', 'menu.cut'),
      role('copy', 'menu.copy'),
      role('paste', 'menu.paste'),
      { type: 'separator' },
      command('menu.selectAll', 'select-all', shown(keyOf('shortcuts.selectAll'))),
      command('action.selectNone', 'select-none', shown(keyOf('action.selectNone'))),
      command('menu.invertSelection', 'invert-selection', shown(keyOf('shortcuts.invert'))),
      command('menu.find', 'find', { accelerator: keyOf('shortcuts.find') }),
      { type: 'separator' },
      command('menu.copyNames', 'copy-names', shown(keyOf('shortcuts.copy'))),
      command('menu.copyIdentities', 'copy-identities', shown(keyOf('shortcuts.copyIdentity'))),
      command('menu.copyFiles', 'copy-files', {}),
      command('menu.copyTo', 'copy-to', {}),
      { type: 'separator' },
      command('menu.delete', 'delete', shown(keyOf('shortcuts.delete'))),
    ],
  }
}

function viewMenu(stepZoom: StepZoom): MenuItemConstructorOptions {
  return {
    label: text('menu.view'),
    submenu: [
      command('action.refresh', 'refresh', { accelerator: keyOf('shortcuts.refresh') }),
      { type: 'separator' },
      command('preview.title', 'preview', shown('Space')),
      { type: 'separator' },
      command('group.closeAll', 'close-groups', shown('Alt+Left')),
      command('group.openAll', 'open-groups', shown('Alt+Right')),
      { type: 'separator' },
      ...zoomItems(stepZoom),
      { type: 'separator' },
      role('togglefullscreen', 'menu.fullScreen'),
    ],
  }
}

function windowMenu(platform: NodeJS.Platform): MenuItemConstructorOptions {
  const front: MenuItemConstructorOptions[] =
    platform === 'darwin' ? [{ type: 'separator' }, role('front', 'menu.bringToFront')] : []
  return {
    role: 'window',
    label: text('menu.window'),
    submenu: [
      role('minimize', 'menu.minimize'),
      role('zoom', 'menu.zoom'),
      role('close', 'action.close'),
      ...front,
    ],
  }
}

/** The macOS menu under the app's name. */
function macMenu(): MenuItemConstructorOptions {
  return {
    label: text('app.name'),
    submenu: [
      role('about', 'menu.about'),
      { type: 'separator' },
      role('services', 'menu.services'),
      { type: 'separator' },
      role('hide', 'menu.hide'),
      role('hideOthers', 'menu.hideOthers'),
      role('unhide', 'menu.showAll'),
      { type: 'separator' },
      role('quit', 'action.quit'),
    ],
  }
}

/** Adds hidden items for alternative keys: plus may be a separate key, shifted equals, or on the number pad. */
function zoomItems(stepZoom: StepZoom): MenuItemConstructorOptions[] {
  const item = (
    label: MessageKey,
    step: ZoomStep,
    [accelerator, ...alternatives]: readonly [string, ...string[]],
  ): MenuItemConstructorOptions[] => {
    const click = (): void => stepZoom(step)
    const hidden = alternatives.map((alternative) => ({
      label: text(label),
      accelerator: alternative,
      visible: false,
      click,
    }))
    return [{ label: text(label), accelerator, click }, ...hidden]
  }
  return [
    ...item('menu.zoomIn', 'in', [keyOf('shortcuts.zoomIn'), 'CmdOrCtrl+=', 'CmdOrCtrl+numadd']),
    ...item('menu.zoomOut', 'out', [keyOf('shortcuts.zoomOut'), 'CmdOrCtrl+numsub']),
    ...item('menu.zoomReset', 'reset', [keyOf('shortcuts.zoomReset'), 'CmdOrCtrl+num0']),
  ]
}

function helpMenu(): MenuItemConstructorOptions {
  return {
    label: text('menu.help'),
    submenu: [command('shortcuts.title', 'show-shortcuts', { accelerator: keyOf('shortcuts.show') })],
  }
}

/** A standard item with its standard keys. Its label is ours because Electron's are English only. */
function role(
  name: NonNullable<MenuItemConstructorOptions['role']>,
  label: MessageKey,
): MenuItemConstructorOptions {
  return { role: name, label: text(label) }
}

/** The first key of a shortcut, which the menu shows. */
function keyOf(shortcut: MessageKey): string {
  return shortcuts.find(({ text: key }) => key === shortcut)?.keys[0] ?? ''
}

/** An accelerator that is shown in the menu but handled by the window. */
function shown(accelerator: string): MenuItemConstructorOptions {
  return { accelerator, registerAccelerator: false }
}

function command(
  label: MessageKey,
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
