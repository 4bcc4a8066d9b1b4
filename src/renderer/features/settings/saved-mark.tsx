import { Check } from 'lucide-react'
import { t } from '../../lib/intl'

/** Quietly, beside what was changed: it is on the disk. The element stays, so that screen readers hear the change. */
export function SavedMark({ isSaved }: { readonly isSaved: boolean }) {
  return (
    <span role="status" className="setting-saved">
      {isSaved && (
        <>
          <Check aria-hidden />
          {t('settings.saved')}
        </>
      )}
    </span>
  )
}
