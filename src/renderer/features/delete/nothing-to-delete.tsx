import { useEffect, useRef } from 'react'
import type { DeletionQuestion } from '../../../shared/deletion'
import { Button } from '../../components/button'
import { DialogBody, DialogTitle } from '../../components/dialog-frame'
import { t } from '../../lib/intl'
import { FilesLeftOut } from './question-files'
import { refusedOf, RefusedFiles } from './refused-files'

interface NothingToDeleteProps {
  /** A plan that deletes none of its files. */
  readonly question: DeletionQuestion
  readonly onCancel: () => void
  readonly onCopyText: (text: string) => void
}

function explanation({ files }: DeletionQuestion): string {
  const count = files.length
  if (files.every(({ planned }) => planned.state === 'already-gone'))
    return t('question.none.gone', { count })
  const areProtected = files.every(
    ({ planned }) => planned.state === 'excluded' && planned.reason === 'protected',
  )
  return areProtected ? t('question.none.protected', { count }) : t('question.none.mixed', { count })
}

/** Shown instead of the confirmation if no file can be deleted: there is nothing to decide. */
export function NothingToDelete({ question, onCancel, onCopyText }: NothingToDeleteProps) {
  const cancel = useRef<HTMLButtonElement>(null)
  // Runs after the dialog's own effects.
  useEffect(() => cancel.current?.focus(), [])
  return (
    <DialogBody role="alertdialog" className="question" name={t('question.none.name')}>
      <DialogTitle>{t('question.none.title')}</DialogTitle>
      <p>{explanation(question)}</p>
      <FilesLeftOut files={question.files} />
      <RefusedFiles files={refusedOf(question)} onCopy={onCopyText} />
      <div className="question-actions">
        <Button ref={cancel} className="question-cancel" onPress={onCancel}>
          {t('action.cancel')}
        </Button>
      </div>
    </DialogBody>
  )
}
