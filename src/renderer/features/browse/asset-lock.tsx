import { Lock } from 'lucide-react'
import { t } from '../../lib/intl'

/** Icon of a file that is locked on this computer. Screen readers get this from the description of the row. */
export function AssetLock({ isProtected }: { readonly isProtected: boolean }) {
  if (!isProtected) return null
  return (
    <span className="asset-lock" title={t('protected.description')}>
      <Lock aria-hidden />
    </span>
  )
}
