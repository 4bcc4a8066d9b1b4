import type { WorkAccount } from '../../shared/connection'
import { connectionText, accountText } from '../lib/format'
import { t } from '../lib/intl'
import { ColorDot } from './color-dot'
import './account-line.css'

interface AccountLineProps {
  readonly account: WorkAccount
  /** The account that is open, or null. */
  readonly openAccount: string | null
}

/** On which connection something is done; said loudly where that is not the one on the screen. */
export function AccountLine({ account, openAccount }: AccountLineProps) {
  const { accountKey, connectionName, connectionColor, host, accountId } = account
  const facts = { name: connectionName, accountId, host }
  const isElsewhere = openAccount !== null && openAccount !== accountKey
  return (
    <p className="account-line" data-elsewhere={isElsewhere || undefined}>
      {isElsewhere && <span className="account-line-label">{t('origin.elsewhere')}</span>}
      <ColorDot color={connectionColor} />
      <span className="account-line-text">
        <span className="account-line-name">{connectionText(facts)}</span> {accountText(facts)}
      </span>
    </p>
  )
}
