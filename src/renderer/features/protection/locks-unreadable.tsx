import { useState } from 'react'
import { Button } from '../../components/button'
import { Note } from '../../components/note'
import { t } from '../../lib/intl'
import type { ProtectionStore } from './protection-store'

/** Why everything counts as protected, and the two ways out of it; the second ends every lock, so it is asked. */
export function LocksUnreadable({ store }: { readonly store: ProtectionStore }) {
  const [isAsking, setAsking] = useState(false)
  return (
    <Note tone="warn">
      <p>{t(isAsking ? 'protected.restart.ask' : 'protected.unreadable')}</p>
      <div className="note-actions">
        {isAsking ? (
          <Button key="keep" size="small" autoFocus onPress={() => setAsking(false)}>
            {t('protected.restart.keep')}
          </Button>
        ) : (
          <Button key="reload" size="small" onPress={() => void store.reload()}>
            {t('protected.reload')}
          </Button>
        )}
        <Button
          size="small"
          look={isAsking ? 'danger-plain' : 'plain'}
          onPress={() => (isAsking ? void store.restart() : setAsking(true))}
        >
          {t('protected.restart')}
        </Button>
      </div>
    </Note>
  )
}
