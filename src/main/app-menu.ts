import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../shared/menu'
import type { MessageKey } from '../shared/messages/en'
import { broadcast } from './ipc/router'
import { text } from './texts'
import type { ZoomStep } from './zoom-steps'

type StepZoom = (step: ZoomStep) => void

/**
 * The application menu. Accelerators that also mean something elsewhere (Delete, Ctrl+A, Escape and Ctrl+C edit text) are
 * shown but not registered: the window handles them, since it knows where the focus is.
 */
export function buildAppMenu(platform: NodeJS.Platform, stepZoom: StepZoom): Menu {
  const mac: MenuItemConstructorOptions[] = platform === 'darwin' ? [{ role: 'appMenu' }] : []
  return Menu.buildFromTemplate([
    ...mac,
    fileMenu(platform),
    editMenu(),
    viewMenu(stepZoom),
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
      command('menu.selectAll', 'select-all', shown('CmdOrCtrl+A')),
      command('menu.selectNone', 'select-none', shown('Escape')),
      command('menu.invertSelection', 'invert-selection', shown('CmdOrCtrl+I')),
      command('menu.find', 'find', { accelerator: 'CmdOrCtrl+F' }),
      { type: 'separator' },
      command('menu.copyNames', 'copy-names', shown('CmdOrCtrl+C')),
      command('menu.copyIdentities', 'copy-identities', shown('CmdOrCtrl+Shift+C')),
      { type: 'separator' },
      command('menu.delete', 'delete', shown('Delete')),
    ],
  }
}

function viewMenu(stepZoom: StepZoom): MenuItemConstructorOptions {
  return {
    label: text('menu.view'),
    submenu: [
      command('menu.refresh', 'refresh', { accelerator: 'F5' }),
      { type: 'separator' },
      command('menu.closeGroups', 'close-groups', shown('Alt+Left')),
      command('menu.openGroups', 'open-groups', shown('Alt+Right')),
      { type: 'separator' },
      ...zoomItems(stepZoom),
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ],
  }
}

/** By all keys that mean it: a plus has its own key, or stands above the equals sign, or on the number pad. */
function zoomItems(stepZoom: StepZoom): MenuItemConstructorOptions[] {
  const item = (
    label: MessageKey,
    step: ZoomStep,
    [accelerator, ...others]: readonly [string, ...string[]],
  ): MenuItemConstructorOptions[] => {
    const click = (): void => stepZoom(step)
    const hidden = others.map((other) => ({ label: text(label), accelerator: other, visible: false, click }))
    return [{ label: text(label), accelerator, click }, ...hidden]
  }
  return [
    ...item('menu.zoomIn', 'in', ['CmdOrCtrl+Plus', 'CmdOrCtrl+=', 'CmdOrCtrl+numadd']),
    ...item('menu.zoomOut', 'out', ['CmdOrCtrl+-', 'CmdOrCtrl+numsub']),
    ...item('menu.zoomReset', 'reset', ['CmdOrCtrl+0', 'CmdOrCtrl+num0']),
  ]
}

function helpMenu(): MenuItemConstructorOptions {
  return {
    label: text('menu.help'),
    submenu: [command('menu.shortcuts', 'show-shortcuts', { accelerator: 'F1' })],
  }
}

/** An accelerator that the window handles. */
function shown(accelerator: string): MenuItemConstructorOptions {
  return { accelerator, registerAccelerator: false }
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
