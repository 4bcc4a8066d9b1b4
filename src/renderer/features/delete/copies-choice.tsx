import type { Asset } from '../../../shared/asset'
import type { DeletionQuestion } from '../../../shared/deletion'
import type { RestoreDoubt } from '../../../shared/recycle-bin'
import { TickBox } from '../../components/tick-box'
import { t } from '../../lib/intl'

interface CopiesChoiceProps {
  readonly question: DeletionQuestion
  readonly isDisabled: boolean
  readonly onChange: (keepCopies: boolean) => Promise<void> | void
}

const DOUBTS: readonly RestoreDoubt[] = ['job-without-project', 'empty-file']

/** A plan that keeps copies cannot start where they do not fit. */
export function hasRoomForCopies({ keepsCopies, copyRoom }: DeletionQuestion): boolean {
  return !keepsCopies || copyRoom === 'fits'
}

/** What makes the way back of a file uncertain; the copy on this computer stays either way. */
function doubtOf({ context, projectId, size }: Asset): RestoreDoubt | null {
  const isJob = context.family === 'classic' && !context.scope.startsWith('pr')
  if (isJob && projectId === null) return 'job-without-project'
  return size === 0 ? 'empty-file' : null
}

/** Whether copies are kept, what that means, and what may not come back. */
export function CopiesChoice({ question, isDisabled, onChange }: CopiesChoiceProps) {
  const { keepsCopies, copyRoom, files } = question
  const doubts = files
    .filter(({ planned }) => planned.state === 'will-be-deleted')
    .map(({ asset }) => doubtOf(asset))
  return (
    <TickBox
      isSelected={keepsCopies}
      isDisabled={isDisabled}
      onChange={onChange}
      note={
        <>
          <p className={keepsCopies ? undefined : 'copies-warning'}>
            {t(keepsCopies ? 'copies.on' : 'copies.off')}
          </p>
          {keepsCopies && copyRoom !== 'fits' && (
            <p role="alert" className="copies-warning">
              {t(`copies.noRoom.${copyRoom}`)}
            </p>
          )}
          {DOUBTS.map((doubt) => {
            const count = doubts.filter((each) => each === doubt).length
            return count > 0 && <p key={doubt}>{t(`copies.doubt.${doubt}`, { count })}</p>
          })}
        </>
      }
    >
      {t('copies.keep')}
    </TickBox>
  )
}
