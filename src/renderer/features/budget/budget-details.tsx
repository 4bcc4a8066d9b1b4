import type { BudgetStatus } from '../../../shared/budget'
import { Countdown } from '../../components/countdown'
import { Note } from '../../components/note'
import { formatCount, formatTime } from '../../lib/format'
import { t } from '../../lib/intl'
import { budgetLevel, callsLeft } from './budget-level'

interface BudgetDetailsProps {
  readonly budget: BudgetStatus
}

function Uses({ budget }: BudgetDetailsProps) {
  const { byPurpose, usedByOthers } = budget
  if (byPurpose.length === 0 && usedByOthers === 0) return <p className="budget-hint">{t('budget.none')}</p>
  return (
    <dl className="budget-uses">
      {byPurpose.map(({ purpose, calls }) => (
        <div key={purpose} className="budget-use">
          <dt>{t(`budget.for.${purpose}`)}</dt>
          <dd>{formatCount(calls)}</dd>
        </div>
      ))}
      {usedByOthers > 0 && (
        <div className="budget-use">
          <dt>{t('budget.byOthers')}</dt>
          <dd>{formatCount(usedByOthers)}</dd>
        </div>
      )}
    </dl>
  )
}

/** What used the calls of the hour, how many are left, and when the next one becomes free. */
export function BudgetDetails({ budget }: BudgetDetailsProps) {
  const { used, allowance, usedByOthers, reportedAllowance, waitingUntil, quotaFreeAt, isPersisted } = budget
  return (
    <>
      <header className="budget-header">
        <h2 className="budget-title">{t('budget.label')}</h2>
        <span className="budget-total">{t('budget.value', { used, allowance })}</span>
      </header>
      <Uses budget={budget} />
      <p className="budget-left">{t('budget.left', { left: callsLeft(budget) })}</p>
      {waitingUntil !== null && (
        <Note tone="warn">
          <Countdown until={waitingUntil} />
        </Note>
      )}
      {budgetLevel(budget) === 'low' && <Note tone="warn">{t('budget.low')}</Note>}
      {usedByOthers > 0 && <p className="budget-hint">{t('budget.byOthers.why')}</p>}
      {quotaFreeAt !== null && (
        <p className="budget-hint">{t('budget.room', { time: formatTime(quotaFreeAt) })}</p>
      )}
      {reportedAllowance !== null && (
        <Note tone="plain">{t('budget.said', { said: reportedAllowance, allowance })}</Note>
      )}
      {!isPersisted && <Note tone="warn">{t('budget.unkept')}</Note>}
    </>
  )
}
