import { Check } from 'lucide-react'
import { t } from '../../lib/intl'

/** Marks a setting as saved to disk. The status element is always rendered so that screen readers announce it. */
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
