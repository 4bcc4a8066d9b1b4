import { Check, ChevronDown } from 'lucide-react'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { textEncodings, type PreviewContent } from '../../../shared/preview'
import { Button } from '../../components/button'
import { t } from '../../lib/intl'
import { encodingChoiceName, encodingName, isTextEncoding } from './encoding-name'
import type { PreviewStore } from './preview-store'

type TextContent = Extract<PreviewContent, { readonly kind: 'text' }>

interface EncodingMenuProps {
  readonly store: PreviewStore
  readonly content: TextContent
}

const automatic = 'automatic'

function labelOf({ encoding, encodingBasis }: TextContent): string {
  const name = encodingName(encoding)
  return encodingBasis === 'guessed'
    ? t('preview.encoding.guessed', { name })
    : t('preview.encoding', { name })
}

/** Says in which encoding a text is read, and lets the user choose another one, which is remembered for the file. */
export function EncodingMenu({ store, content }: EncodingMenuProps) {
  const selected = content.encodingBasis === 'chosen' ? content.encoding : automatic
  return (
    <MenuTrigger>
      <Button variant="link" size="small" className="preview-encoding">
        {labelOf(content)}
        <ChevronDown aria-hidden />
      </Button>
      <Popover className="menu-box preview-encoding-box scrolls" placement="top start" offset={4}>
        <Menu
          className="menu"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[selected]}
          onAction={(key) => {
            const label = String(key)
            void store.chooseEncoding(isTextEncoding(label) ? label : automatic)
          }}
        >
          {[automatic, ...textEncodings].map((encoding) => (
            <MenuItem key={encoding} id={encoding} className="menu-item">
              <Check aria-hidden className={encoding === selected ? '' : 'menu-item-unchecked'} />
              {isTextEncoding(encoding) ? encodingChoiceName(encoding) : t('preview.encoding.automatic')}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
