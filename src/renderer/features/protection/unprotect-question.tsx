import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { t } from '../../lib/intl'
import { LockText } from './lock-text'
import type { ProtectionStore } from './protection-store'
import './protection.css'

const SHOWN = 100

/** Before a lock goes that covers more than one file. It opens on Cancel. */
export function UnprotectQuestion({ store }: { readonly store: ProtectionStore }) {
  const { isAsking, asking } = useStore(store)
  const count = asking.length
  return (
    <ModalOverlay
      className="veil"
      isOpen={isAsking}
      isDismissable={false}
      onOpenChange={(isOpen) => {
        if (!isOpen) store.cancel()
      }}
    >
      <Modal className="unprotect-box">
        <Dialog role="alertdialog" className="unprotect">
          <Heading slot="title" className="unprotect-title">
            {t('unprotect.title', { count })}
          </Heading>
          <p>{t('unprotect.text')}</p>
          <ul className="unprotect-locks scrolls" tabIndex={0} aria-label={t('unprotect.locks')}>
            {asking.slice(0, SHOWN).map((lock) => (
              <li key={lock.id}>
                <LockText lock={lock} />
              </li>
            ))}
            {count > SHOWN && <li>{t('list.moreFiles', { count: count - SHOWN })}</li>}
          </ul>
          <div className="unprotect-end">
            <Button autoFocus onPress={store.cancel}>
              {t('action.cancel')}
            </Button>
            <Button look="danger-plain" onPress={() => void store.confirm()}>
              {t('unprotect.confirm', { count })}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
