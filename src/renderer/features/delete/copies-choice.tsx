import type { DeletionQuestion } from '../../../shared/deletion'
import type { RestoreDoubt } from '../../../shared/recycle-bin'
import { findRestoreDoubt } from '../../../shared/restore-doubt'
import { Checkbox } from '../../components/checkbox'
import { t } from '../../lib/intl'

interface CopiesChoiceProps {
  readonly question: DeletionQuestion
  readonly isDisabled: boolean
  readonly onChange: (keepCopies: boolean) => Promise<void> | void
}

const restoreDoubts: readonly RestoreDoubt[] = ['job-without-project', 'empty-file']

/** Whether a plan can start: one that keeps copies needs enough space for them. */
export function hasSpaceForCopies({ keepsCopies, copySpace }: DeletionQuestion): boolean {
  return !keepsCopies || copySpace === 'fits'
}

/** Choice whether to keep copies, with its consequences and the files that may not be restorable. */
export function CopiesChoice({ question, isDisabled, onChange }: CopiesChoiceProps) {
  const { keepsCopies, copySpace, files } = question
  const doubts = files
    .filter(({ planned }) => planned.state === 'will-be-deleted')
    .map(({ asset }) => findRestoreDoubt(asset))
  return (
    <Checkbox
      isSelected={keepsCopies}
      isDisabled={isDisabled}
      onChange={onChange}
      note={
        <>
          {keepsCopies && <p>{t('copies.on')}</p>}
          {keepsCopies && copySpace !== 'fits' && (
            <p role="alert" className="copies-warning">
              {t(`copies.noRoom.${copySpace}`)}
            </p>
          )}
          {restoreDoubts.map((doubt) => {
            const count = doubts.filter((found) => found === doubt).length
            return count > 0 && <p key={doubt}>{t(`copies.doubt.${doubt}`, { count })}</p>
          })}
        </>
      }
    >
      {t('copies.keep')}
    </Checkbox>
  )
}
