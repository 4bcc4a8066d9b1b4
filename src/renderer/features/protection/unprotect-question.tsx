import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { t } from '../../lib/intl'
import { LockText } from './lock-text'
import type { ProtectionStore } from './protection-store'
import './protection.css'

const maxShownLocks = 100

/** Confirmation before a lock is removed that covers more than one file. Cancel has the initial focus. */
export function UnprotectQuestion({ store }: { readonly store: ProtectionStore }) {
  const { isConfirmOpen, locksToConfirm } = useStore(store)
  const count = locksToConfirm.length
  return (
    <ModalOverlay
      className="overlay"
      isOpen={isConfirmOpen}
      isDismissable={false}
      onOpenChange={(isOpen) => {
        if (!isOpen) store.cancelRemoval()
      }}
    >
      <Modal className="unprotect-box">
        <Dialog role="alertdialog" className="unprotect">
          <Heading slot="title" className="unprotect-title">
            {t('unprotect.title', { count })}
          </Heading>
          <p>{t('unprotect.text')}</p>
          <ul className="unprotect-locks scrolls" tabIndex={0} aria-label={t('unprotect.locks')}>
            {locksToConfirm.slice(0, maxShownLocks).map((lock) => (
              <li key={lock.id}>
                <LockText lock={lock} />
              </li>
            ))}
            {count > maxShownLocks && <li>{t('list.moreFiles', { count: count - maxShownLocks })}</li>}
          </ul>
          <div className="unprotect-actions">
            <Button autoFocus onPress={store.cancelRemoval}>
              {t('action.cancel')}
            </Button>
            <Button variant="danger-plain" onPress={() => void store.confirmRemoval()}>
              {t('unprotect.confirm', { count })}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
