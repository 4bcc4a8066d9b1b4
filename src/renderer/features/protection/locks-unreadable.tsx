import { Button } from '../../components/button'
import { Note } from '../../components/note'
import { t } from '../../lib/intl'
import type { ProtectionStore } from './protection-store'

/** Explains that everything counts as protected because the locks cannot be read. Main asks before it starts a new list. */
export function LocksUnreadable({ store }: { readonly store: ProtectionStore }) {
  return (
    <Note tone="warn">
      <p>{t('protected.unreadable')}</p>
      <div className="note-actions">
        <Button size="small" onPress={() => void store.reload()}>
          {t('protected.reload')}
        </Button>
        <Button size="small" onPress={() => void store.restart()}>
          {t('protected.restart')}
        </Button>
      </div>
    </Note>
  )
}
