import { Button } from 'react-aria-components/Button'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import type { BudgetStatus } from '../../../shared/budget'
import { Countdown } from '../../components/countdown'
import { t } from '../../lib/intl'
import { BudgetDetails } from './budget-details'
import { budgetLevel, callsLeft } from './budget-level'
import './budget-meter.css'

interface BudgetMeterProps {
  readonly budget: BudgetStatus
}

function percent(calls: number, allowance: number): string {
  return `${Math.min(100, (100 * calls) / allowance)}%`
}

function Bar({ budget }: BudgetMeterProps) {
  const { used, usedByOthers, allowance } = budget
  const values = { used, allowance, left: callsLeft(budget) }
  return (
    <div
      role="meter"
      className="budget-bar"
      aria-label={t('budget.label')}
      aria-valuemin={0}
      aria-valuenow={used}
      aria-valuemax={allowance}
      aria-valuetext={t('budget.valueText', values)}
    >
      <div className="budget-bar-ours" style={{ width: percent(used, allowance) }} />
      <div className="budget-bar-others" style={{ width: percent(usedByOthers, allowance) }} />
    </div>
  )
}

/** Meter of the API calls in the rolling hour, with details on demand. */
export function BudgetMeter({ budget }: BudgetMeterProps) {
  const { used, allowance, waitingUntil } = budget
  return (
    <div className="budget" data-level={budgetLevel(budget)}>
      <span className="budget-label" aria-hidden>
        {t('budget.short')}
      </span>
      <Bar budget={budget} />
      <DialogTrigger>
        <Button className="budget-more" aria-label={t('budget.details')}>
          {waitingUntil === null ? (
            t('budget.value', { used, allowance })
          ) : (
            <Countdown until={waitingUntil} isShort />
          )}
        </Button>
        <Popover className="budget-box" placement="bottom end" offset={6}>
          <Dialog className="budget-details" aria-label={t('budget.label')}>
            <BudgetDetails budget={budget} />
          </Dialog>
        </Popover>
      </DialogTrigger>
    </div>
  )
}
