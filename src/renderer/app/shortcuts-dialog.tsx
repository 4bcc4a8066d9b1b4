import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Button } from '../components/button'
import { t } from '../lib/intl'
import { keyText } from '../lib/key-text'

interface ShortcutsDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

const CONTROL = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl'

const SHORTCUTS = [
  { keys: [CONTROL, 'F'], text: 'shortcuts.find' },
  { keys: ['F5'], text: 'shortcuts.refresh' },
  { keys: ['↑', '↓'], text: 'shortcuts.move' },
  { keys: ['Shift', '↑ ↓'], text: 'shortcuts.extend' },
  { keys: [CONTROL, 'Space'], text: 'shortcuts.toggle' },
  { keys: [CONTROL, 'A'], text: 'shortcuts.selectAll' },
  { keys: [CONTROL, 'I'], text: 'shortcuts.invert' },
  { keys: ['Esc'], text: 'shortcuts.selectNone' },
  { keys: ['←', '→'], text: 'shortcuts.group' },
  { keys: ['Alt', '← →'], text: 'shortcuts.groups' },
  { keys: [CONTROL, 'C'], text: 'shortcuts.copy' },
  { keys: [CONTROL, 'Shift', 'C'], text: 'shortcuts.copyIdentity' },
  { keys: ['Shift', '← →'], text: 'shortcuts.columnWidth' },
  { keys: ['Alt', '← →'], text: 'shortcuts.columnMove' },
  { keys: ['Space'], text: 'shortcuts.preview' },
  { keys: ['↑ ↓', '← →'], text: 'shortcuts.previewNext' },
  { keys: ['+', '-', '0'], text: 'shortcuts.previewZoom' },
  { keys: ['PgUp', 'PgDn'], text: 'shortcuts.previewPage' },
  { keys: ['Delete'], text: 'shortcuts.delete' },
  { keys: ['?'], text: 'shortcuts.show' },
] as const

export function ShortcutsDialog({ isOpen, onClose }: ShortcutsDialogProps) {
  return (
    <ModalOverlay
      className="veil"
      isOpen={isOpen}
      isDismissable
      onOpenChange={(opens) => {
        if (!opens) onClose()
      }}
    >
      <Modal className="shortcuts-box">
        <Dialog className="shortcuts scrolls">
          <Heading slot="title" className="shortcuts-title">
            {t('shortcuts.title')}
          </Heading>
          <dl className="shortcuts-list">
            {SHORTCUTS.map(({ keys, text }) => (
              <div key={text} className="shortcuts-row">
                <dt>{t(text)}</dt>
                <dd>
                  {keys.map((key) => (
                    <kbd key={key}>{keyText(key)}</kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
          <div className="shortcuts-end">
            <Button autoFocus onPress={onClose}>
              {t('shortcuts.close')}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
