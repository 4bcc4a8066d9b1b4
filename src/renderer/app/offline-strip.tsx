import { CloudOff } from 'lucide-react'
import type { Connection } from '../../shared/connection'
import { t } from '../lib/intl'
import type { OfflineReason } from './offline-reason'

interface OfflineStripProps {
  readonly offline: OfflineReason | null
  readonly connection: Connection
}

/** Says why the app is offline and what still works. The status element is always rendered, so that screen readers announce changes to it. */
export function OfflineStrip({ offline, connection }: OfflineStripProps) {
  return (
    <div role="status" aria-label={t('offline.label')} className="offline">
      {offline !== null && (
        <p className="offline-strip">
          <CloudOff aria-hidden />
          <span>
            <strong>{t(`offline.${offline}`, { host: connection.host })}</strong> {t('offline.works')}
          </span>
        </p>
      )}
    </div>
  )
}
