import type { WorkOrigin } from '../../shared/connection'
import { connectionText, whereText } from '../lib/format'
import { t } from '../lib/intl'
import { ColorDot } from './color-dot'
import './origin-line.css'

interface OriginLineProps {
  readonly origin: WorkOrigin
  /** The account that is open, or null. */
  readonly openAccount: string | null
}

/** On which connection something is done; said loudly where that is not the one on the screen. */
export function OriginLine({ origin, openAccount }: OriginLineProps) {
  const { accountKey, connectionName, connectionColor, host, accountId } = origin
  const facts = { name: connectionName, accountId, host }
  const isElsewhere = openAccount !== null && openAccount !== accountKey
  return (
    <p className="origin-line" data-elsewhere={isElsewhere || undefined}>
      {isElsewhere && <span className="origin-line-label">{t('origin.elsewhere')}</span>}
      <ColorDot color={connectionColor} />
      <span className="origin-line-text">
        <span className="origin-line-name">{connectionText(facts)}</span> {whereText(facts)}
      </span>
    </p>
  )
}
