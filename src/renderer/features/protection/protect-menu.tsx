import { ChevronDown, Lock, LockOpen } from 'lucide-react'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { useStore } from 'zustand/react'
import type { Asset } from '../../../shared/asset'
import { lockReaches } from '../../../shared/protection'
import { Button, ButtonLabel } from '../../components/button'
import { folderText } from '../../../shared/order/folder-text'
import { t } from '../../lib/intl'
import { protectionOfAssets } from './protection-of-assets'
import type { ProtectionStore } from './protection-store'
import './protection.css'

interface ProtectMenuProps {
  readonly store: ProtectionStore
  /** The files to protect or unprotect. */
  readonly assets: readonly Asset[]
}

/** Mounted only when the menu opens, because it checks every selected file, up to 100,000 of them. */
function LockMenu({ store, assets }: ProtectMenuProps) {
  const hasLocks = protectionOfAssets(useStore(store), assets) === 'some'
  const inFolders = assets.every(({ relativePath }) => folderText(relativePath) !== '')
  return (
    <Menu
      className="menu"
      aria-label={t('action.protect')}
      disabledKeys={[...(inFolders ? [] : ['folder']), ...(hasLocks ? [] : ['remove'])]}
    >
      {lockReaches.map((reach) => (
        <MenuItem
          key={reach}
          id={reach}
          className="menu-item"
          onAction={() => void store.protect(assets, reach)}
        >
          <Lock aria-hidden />
          {t(`protect.${reach}`)}
        </MenuItem>
      ))}
      <MenuItem
        id="remove"
        className="menu-item protect-remove"
        onAction={() => void store.unprotect(assets)}
      >
        <LockOpen aria-hidden />
        {t('protect.remove')}
      </MenuItem>
    </Menu>
  )
}

/** Protects the selected files, their folders or their segments, and removes locks. */
export function ProtectMenu({ store, assets }: ProtectMenuProps) {
  const isReadable = useStore(store, ({ snapshot }) => snapshot?.isReadable !== false)
  return (
    <MenuTrigger>
      <Button icon={<Lock aria-hidden />} isDisabled={assets.length === 0 || !isReadable}>
        <ButtonLabel>{t('action.protect')}</ButtonLabel>
        <ChevronDown aria-hidden />
      </Button>
      <Popover className="menu-box" placement="bottom start" offset={4}>
        <LockMenu store={store} assets={assets} />
      </Popover>
    </MenuTrigger>
  )
}
