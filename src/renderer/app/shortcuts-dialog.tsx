import { useId } from 'react'
import { shortcutGroups, shortcuts, type ShortcutGroup } from '../../shared/shortcuts'
import { Button } from '../components/button'
import { DialogBody, DialogFrame, DialogTitle } from '../components/dialog-frame'
import { t } from '../lib/intl'
import { keyLabels } from './key-labels'

interface ShortcutsDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

function Keys({ accelerator }: { readonly accelerator: string }) {
  return (
    <span className="shortcuts-keys">
      {keyLabels(accelerator).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  )
}

function Group({ group }: { readonly group: ShortcutGroup }) {
  const id = useId()
  return (
    <section className="shortcuts-group" aria-labelledby={id}>
      <h3 id={id} className="shortcuts-group-title">
        {t(`shortcuts.group.${group}`)}
      </h3>
      <dl className="shortcuts-list">
        {shortcuts
          .filter((shortcut) => shortcut.group === group)
          .map(({ keys, text }) => (
            <div key={keys.join()} className="shortcuts-row">
              <dt>{t(text)}</dt>
              <dd>
                {keys.map((accelerator) => (
                  <Keys key={accelerator} accelerator={accelerator} />
                ))}
              </dd>
            </div>
          ))}
      </dl>
    </section>
  )
}

export function ShortcutsDialog({ isOpen, onClose }: ShortcutsDialogProps) {
  return (
    <DialogFrame isOpen={isOpen} onClose={onClose} size="wide" closesOnClickOutside>
      <DialogBody className="shortcuts">
        <DialogTitle>{t('shortcuts.title')}</DialogTitle>
        <div className="shortcuts-groups">
          {shortcutGroups.map((group) => (
            <Group key={group} group={group} />
          ))}
        </div>
        <div className="dialog-actions">
          <Button autoFocus onPress={onClose}>
            {t('action.close')}
          </Button>
        </div>
      </DialogBody>
    </DialogFrame>
  )
}
