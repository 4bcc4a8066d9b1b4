import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { DialogBody, DialogFrame, DialogTitle } from '../../components/dialog-frame'
import { t } from '../../lib/intl'
import type { ActivityStore } from './activity-store'

/** Shows the receipt of a deletion and saves it to a file. */
export function ReceiptDialog({ store }: { readonly store: ActivityStore }) {
  const receipt = useStore(store, (state) => state.receipt)
  return (
    <DialogFrame isOpen={receipt !== null} onClose={store.closeReceipt} size="large" closesOnClickOutside>
      <DialogBody className="receipt">
        <DialogTitle>{t('activity.receipt')}</DialogTitle>
        <pre className="receipt-text scrolls selectable" tabIndex={0}>
          {receipt?.receipt.text}
        </pre>
        <div className="dialog-actions">
          <Button onPress={() => void store.saveReceipt('text')}>{t('activity.receipt.saveText')}</Button>
          <Button onPress={() => void store.saveReceipt('json')}>{t('activity.receipt.saveJson')}</Button>
          <Button autoFocus variant="primary" onPress={store.closeReceipt}>
            {t('action.close')}
          </Button>
        </div>
      </DialogBody>
    </DialogFrame>
  )
}
