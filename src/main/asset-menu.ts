import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { CallInput } from '../shared/ipc/contract'
import type { AssetMenuChoice } from '../shared/menu'
import type { MessageKey } from '../shared/messages/catalogue'
import { pointOf } from './context-menus'
import { text } from './locale'

type Choice = AssetMenuChoice | null

/** The native context menu of the asset list; null if it is closed without a choice. */
export function showAssetMenu(selection: CallInput<'showAssetMenu'>, zoom: number): Promise<Choice> {
  const { selected, protection, isReadOnly, at } = selection
  return new Promise((resolve) => {
    let choice: Choice = null
    const item = (label: MessageKey, value: Choice, enabled: boolean): MenuItemConstructorOptions => ({
      label: text(label),
      enabled,
      click: () => {
        choice = value
      },
    })
    const hasSelection = selected > 0
    const canLock = hasSelection && protection !== 'unknown'
    const menu = Menu.buildFromTemplate([
      { ...item('preview.title', 'preview', hasSelection), accelerator: 'Space', registerAccelerator: false },
      item('menu.saveAs', 'save-as', selected === 1),
      item('menu.download', 'download', hasSelection),
      { type: 'separator' },
      item('menu.uploadFiles', 'upload-files', !isReadOnly),
      item('menu.uploadFolder', 'upload-folder', !isReadOnly),
      item('menu.copyTo', 'copy-to', hasSelection && !isReadOnly),
      { type: 'separator' },
      item('menu.copyFiles', 'copy-files', hasSelection),
      item(selected > 1 ? 'menu.copyNames' : 'menu.copyName', 'copy-names', hasSelection),
      item(selected > 1 ? 'menu.copyIdentities' : 'menu.copyIdentity', 'copy-identities', hasSelection),
      { type: 'separator' },
      item('menu.selectAll', 'select-all', true),
      item('menu.invertSelection', 'invert-selection', true),
      item('action.refresh', 'refresh', true),
      { type: 'separator' },
      {
        label: text('action.protect'),
        enabled: canLock,
        submenu: [
          item('protect.file', 'protect-file', canLock),
          item('protect.folder', 'protect-folder', canLock && selection.inFolders),
          item('protect.segment', 'protect-segment', canLock),
        ],
      },
      item('protect.remove', 'unprotect', hasSelection && protection === 'some'),
      { type: 'separator' },
      item('menu.delete', 'delete', hasSelection && !isReadOnly),
    ])
    // The click event arrives after the menu has closed.
    const callback = (): void => {
      setImmediate(() => setImmediate(() => resolve(choice)))
    }
    menu.popup({ callback, ...pointOf(at, zoom) })
  })
}
