import { Lock } from 'lucide-react'
import { t } from '../../lib/intl'

/** Said of a file that is locked on this computer. Screen readers are told by the row's description. */
export function AssetLock({ isProtected }: { readonly isProtected: boolean }) {
  if (!isProtected) return null
  return (
    <span className="asset-lock" title={t('protected.description')}>
      <Lock aria-hidden />
    </span>
  )
}
