import type { Asset } from '../../../shared/asset'
import type { DeletionQuestion } from '../../../shared/deletion'
import type { RestoreDoubt } from '../../../shared/recycle-bin'
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

/** Why a file may not be restorable to the server. Its copy on this computer is kept either way. */
function restoreDoubtOf({ context, projectId, size }: Asset): RestoreDoubt | null {
  const isJob = context.family === 'classic' && !context.scope.startsWith('pr')
  if (isJob && projectId === null) return 'job-without-project'
  return size === 0 ? 'empty-file' : null
}

/** Choice whether to keep copies, with its consequences and the files that may not be restorable. */
export function CopiesChoice({ question, isDisabled, onChange }: CopiesChoiceProps) {
  const { keepsCopies, copySpace, files } = question
  const doubts = files
    .filter(({ planned }) => planned.state === 'will-be-deleted')
    .map(({ asset }) => restoreDoubtOf(asset))
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
