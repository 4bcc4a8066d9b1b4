import type { ReactNode } from 'react'
import type { DeletionQuestion } from '../../../shared/deletion'
import { ColorDot } from '../../components/color-dot'
import { UntrustedText } from '../../components/untrusted-text'
import { connectionText, formatDuration, formatSize } from '../../lib/format'
import { t } from '../../lib/intl'

/** Where the files are, by name. Null if unknown, or if there is more than one. */
export interface QuestionPlace {
  readonly project: string | null
  readonly document: string | null
  /** Number of documents, as far as the listing says. */
  readonly documents: number
}

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

/** The cost of the deletion. A duration of hours is not a mere fact; it has its own sentence. */
function cost({ calls, seconds, waitMs }: DeletionQuestion): string {
  if (waitMs > 0) return t('question.cost.calls', { calls })
  return t('question.cost.value', { calls, duration: formatDuration(seconds) })
}

function documentText({ document, documents }: QuestionPlace): string | null {
  return document ?? (documents > 1 ? t('question.documents', { count: documents }) : null)
}

/** Project and document, as far as they are known. */
export function QuestionPlaceLine({ place }: { readonly place: QuestionPlace }) {
  const document = documentText(place)
  const names = [place.project, document].filter((name) => name !== null)
  if (names.length === 0) return null
  return (
    <p className="question-place">
      <UntrustedText text={names.join(' / ')} className="untrusted-text-wrap" />
    </p>
  )
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
