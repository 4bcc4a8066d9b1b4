import type { WorkAccount } from '../../shared/connection'
import { connectionText, accountText } from '../lib/format'
import { t } from '../lib/intl'
import { ColorDot } from './color-dot'
import './account-line.css'

interface AccountLineProps {
  readonly account: WorkAccount
  /** Key of the open account, or null. */
  readonly openAccount: string | null
}

/** The connection that an operation runs on, emphasized if it is not the open one. */
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
