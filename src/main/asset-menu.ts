import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { CallOutput } from '../shared/ipc/contract'
import { text } from './texts'

type Choice = CallOutput<'showAssetMenu'>

/** The native context menu of the asset list; null when it is closed without a choice. */
export function askAssetMenu(selected: number): Promise<Choice> {
  return new Promise((resolve) => {
    let choice: Choice = null
    const item = (label: string, value: Choice, enabled: boolean): MenuItemConstructorOptions => ({
      label,
      enabled,
      click: () => {
        choice = value
      },
    })
    const menu = Menu.buildFromTemplate([
      item(text('menu.copyName'), 'copy-name', selected === 1),
      { type: 'separator' },
      item(text('menu.selectAll'), 'select-all', true),
      item(text('menu.refresh'), 'refresh', true),
      { type: 'separator' },
      item(text('menu.delete'), 'delete', selected > 0),
    ])
    // The click comes after the menu has closed.
    menu.popup({ callback: () => setImmediate(() => setImmediate(() => resolve(choice))) })
  })
}
