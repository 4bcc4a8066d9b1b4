import { useState } from 'react'
import { Button } from '../../components/button'
import { Note } from '../../components/note'
import { t } from '../../lib/intl'
import type { ProtectionStore } from './protection-store'

/**
 * Explains that everything counts as protected because the locks cannot be read. They can be reloaded, or discarded
 * after a confirmation.
 */
export function LocksUnreadable({ store }: { readonly store: ProtectionStore }) {
  const [isConfirming, setConfirming] = useState(false)
  return (
    <Note tone="warn">
      <p>{t(isConfirming ? 'protected.restart.ask' : 'protected.unreadable')}</p>
      <div className="note-actions">
        {isConfirming ? (
          <Button key="keep" size="small" autoFocus onPress={() => setConfirming(false)}>
            {t('protected.restart.keep')}
          </Button>
        ) : (
          <Button key="reload" size="small" onPress={() => void store.reload()}>
            {t('protected.reload')}
          </Button>
        )}
        <Button
          size="small"
          variant={isConfirming ? 'danger-plain' : 'plain'}
          onPress={() => (isConfirming ? void store.restart() : setConfirming(true))}
        >
          {t('protected.restart')}
        </Button>
      </div>
    </Note>
  )
}
