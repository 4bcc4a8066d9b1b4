import { Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron'
import type { ContextChoice, ContextMenuRequest, MenuPoint } from '../shared/menu'
import type { MessageKey } from '../shared/messages/catalogue'
import { text } from './locale'

/** Labels come from the catalogue; the window only names the choices. */
const labels: Readonly<Record<ContextChoice, MessageKey>> = {
  'bin-restore': 'action.restore',
  'bin-save': 'bin.save',
  'bin-purge': 'bin.remove',
  'show-receipt': 'activity.receipt',
  'place-open': 'place.open',
  'place-expand': 'menu.expand',
  'place-collapse': 'menu.collapse',
  'deletion-stop': 'action.stop',
  'deletion-continue': 'deletion.continue',
  'deletion-dismiss': 'action.dismiss',
  'transfer-pause': 'transfer.pause',
  'transfer-resume': 'transfer.resume',
  'transfer-stop': 'action.stop',
  'transfer-retry': 'transfer.retryAll',
  'transfer-clear': 'transfer.clear',
}

/** The point in Electron's pixels; empty to open the menu at the pointer. */
export function pointOf(at: MenuPoint, zoom: number): { readonly x?: number; readonly y?: number } {
  return at === null ? {} : { x: Math.round(at.x * zoom), y: Math.round(at.y * zoom) }
}

/** Shows a native menu; null if it is closed without a choice. */
export function showContextMenu(request: ContextMenuRequest, zoom: number): Promise<ContextChoice | null> {
  return new Promise((resolve) => {
    let choice: ContextChoice | null = null
    const menu = Menu.buildFromTemplate(
      request.items.map((item) => ({
        label: text(labels[item.choice]),
        enabled: item.isEnabled,
        click: () => {
          choice = item.choice
        },
      })),
    )
    // The click event arrives after the menu has closed.
    const callback = (): void => {
      setImmediate(() => setImmediate(() => resolve(choice)))
    }
    menu.popup({ callback, ...pointOf(request.at, zoom) })
  })
}

/** Adds an edit menu for text fields, and Copy for selected text. */
export function installTextMenu(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_event, { isEditable, editFlags, selectionText, x, y }) => {
    const item = (role: 'cut' | 'copy' | 'paste' | 'selectAll', label: MessageKey, enabled: boolean) => ({
      role,
      label: text(label),
      enabled,
    })
    const copy = item('copy', 'menu.copy', editFlags.canCopy)
    const template: MenuItemConstructorOptions[] = isEditable
      ? [
          item('cut', 'menu.cut', editFlags.canCut),
          copy,
          item('paste', 'menu.paste', editFlags.canPaste),
          { type: 'separator' },
          item('selectAll', 'menu.selectAll', editFlags.canSelectAll),
        ]
      : [copy]
    if (isEditable || selectionText.trim() !== '') Menu.buildFromTemplate(template).popup({ window, x, y })
  })
}
