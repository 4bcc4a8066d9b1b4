import { CloudOff } from 'lucide-react'
import type { Connection } from '../../shared/connection'
import { t } from '../lib/intl'
import type { OfflineReason } from './offline-reason'

interface OfflineStripProps {
  readonly offline: OfflineReason | null
  readonly connection: Connection
}

/** What is still of use without the server, and what is not. The element stays, so that its coming and going is heard. */
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
