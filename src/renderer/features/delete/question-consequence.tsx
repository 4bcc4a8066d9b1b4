import type { DeletionQuestion } from '../../../shared/deletion'
import { Button } from '../../components/button'
import { Note } from '../../components/note'
import { formatDate, formatDateTime, formatDuration } from '../../lib/format'
import { t } from '../../lib/intl'

/** Above this number of files, a deletion is shown as dangerous even if copies are kept. */
const manyFiles = 25

/** Whether the files could not be restored, or are many. Selects the tone of the confirmation. */
export function isDangerous({ keepsCopies }: DeletionQuestion, toDelete: number): boolean {
  return !keepsCopies || toDelete > manyFiles
}

interface ConsequenceProps {
  readonly question: DeletionQuestion
  /** Number of files that will be deleted. */
  readonly toDelete: number
}

/** What the deletion means: whether it can be undone, and until when. */
export function Consequence({ question, toDelete }: ConsequenceProps) {
  const { keepsCopies, copiesExpireAt } = question
  const isMany = toDelete > manyFiles
  return (
    <Note tone={isDangerous(question, toDelete) ? 'danger' : 'plain'}>
      {isMany && (
        <p>
          <strong>{t('question.many', { count: toDelete })}</strong>
        </p>
      )}
      {keepsCopies ? (
        <p>
          {t('question.kept', {
            count: toDelete,
            date: formatDate(new Date(copiesExpireAt).toISOString()),
          })}
        </p>
      ) : (
        <p>
          <strong>{t('copies.off')}</strong> {t('question.permanent')}
        </p>
      )}
      <p>{t('question.outOfReach')}</p>
    </Note>
  )
}

interface LongDeletionProps {
  readonly question: DeletionQuestion
  readonly isDisabled: boolean
  /** Replaces the plan by one for its first files. */
  readonly onLimit: (maxFiles: number) => Promise<void> | void
}

/** Day and time at which work of this length ends if it starts now. */
function endText(seconds: number): string {
  return formatDateTime(new Date(Date.now() + seconds * 1_000).toISOString())
}

/** Says how long a deletion takes whose calls exceed this hour, and offers the files that fit. */
export function LongDeletion({ question, isDisabled, onLimit }: LongDeletionProps) {
  const { calls, seconds, waitMs, filesThisHour } = question
  if (waitMs === 0) return null
  const totalSeconds = waitMs / 1_000 + seconds
  return (
    <Note tone="warn">
      <p>
        <strong>
          {t('question.long', {
            duration: formatDuration(totalSeconds),
            calls,
            time: endText(totalSeconds),
          })}
        </strong>
      </p>
      {filesThisHour > 0 && (
        <Button
          size="small"
          className="question-limit"
          isDisabled={isDisabled}
          onPress={() => void onLimit(filesThisHour)}
        >
          {t('question.long.limit', { count: filesThisHour })}
        </Button>
      )}
    </Note>
  )
}
