import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { t } from '../../lib/intl'
import type { ActivityStore } from './activity-store'

/** Shows the receipt of a deletion and saves it to a file. */
export function ReceiptDialog({ store }: { readonly store: ActivityStore }) {
  const receipt = useStore(store, (state) => state.receipt)
  return (
    <ModalOverlay
      className="overlay"
      isOpen={receipt !== null}
      isDismissable
      onOpenChange={(opens) => {
        if (!opens) store.closeReceipt()
      }}
    >
      <Modal className="receipt-box">
        <Dialog className="receipt">
          <Heading slot="title" className="receipt-title">
            {t('activity.receipt')}
          </Heading>
          <pre className="receipt-text scrolls selectable" tabIndex={0}>
            {receipt?.receipt.text}
          </pre>
          <div className="receipt-actions">
            <Button onPress={() => void store.saveReceipt('text')}>{t('activity.receipt.saveText')}</Button>
            <Button onPress={() => void store.saveReceipt('json')}>{t('activity.receipt.saveJson')}</Button>
            <Button autoFocus variant="primary" onPress={store.closeReceipt}>
              {t('action.close')}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
