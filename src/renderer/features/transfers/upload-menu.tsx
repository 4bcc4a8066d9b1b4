import { Upload } from 'lucide-react'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Button } from '../../components/button'
import { t } from '../../lib/intl'

interface UploadMenuProps {
  readonly isDisabled: boolean
  readonly onChoose: (what: 'files' | 'folder') => void
}

/** The upload button. Its menu asks for files or a folder, because some systems have separate dialogs for them. */
export function UploadMenu({ isDisabled, onChoose }: UploadMenuProps) {
  return (
    <MenuTrigger>
      <Button icon={<Upload aria-hidden />} isDisabled={isDisabled}>
        {t('action.upload')}
      </Button>
      <Popover className="menu-box" placement="bottom start" offset={4}>
        <Menu className="menu" aria-label={t('action.upload')}>
          <MenuItem className="menu-item" onAction={() => onChoose('files')}>
            {t('upload.files')}
          </MenuItem>
          <MenuItem className="menu-item" onAction={() => onChoose('folder')}>
            {t('upload.folder')}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
