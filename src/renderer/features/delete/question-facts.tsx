import type { ReactNode } from 'react'
import type { DeletionQuestion } from '../../../shared/deletion'
import { ColorDot } from '../../components/color-dot'
import { connectionText, formatDuration, formatSize, formatTime } from '../../lib/format'
import { t } from '../../lib/intl'

interface QuestionFactsProps {
  readonly question: DeletionQuestion
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="question-fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** The cost of the deletion. If its calls do not fit this hour, the end time is shown instead of the duration. */
function cost({ calls, seconds, waitMs }: DeletionQuestion): string {
  if (waitMs === 0) return t('question.cost.value', { calls, duration: formatDuration(seconds) })
  return t('question.cost.doneAt', { calls, time: formatTime(Date.now() + waitMs + seconds * 1_000) })
}

/** Server, account, size and cost of the deletion. Every confirmation names the server and the account. */
export function QuestionFacts({ question }: QuestionFactsProps) {
  const { host, accountId, connectionName, connectionColor, bytes, kind } = question
  return (
    <dl className="question-facts" data-kind={kind}>
      <Fact label={t('field.server')}>{host}</Fact>
      <Fact label={t('field.account')}>
        <ColorDot color={connectionColor} />
        <span>
          {accountId === connectionName
            ? accountId
            : t('question.account.value', {
                account: accountId,
                name: connectionText({ name: connectionName, accountId, host }),
              })}
        </span>
      </Fact>
      <Fact label={t('field.size')}>{formatSize(bytes)}</Fact>
      <Fact label={t('question.cost')}>{cost(question)}</Fact>
    </dl>
  )
}
