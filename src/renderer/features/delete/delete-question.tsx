import { Trash2, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { DeletionQuestion } from '../../../shared/deletion'
import { isCountTyped } from '../../../shared/typed-count'
import { Button } from '../../components/button'
import { DialogBody, DialogFrame, DialogTitle } from '../../components/dialog-frame'
import { Note } from '../../components/note'
import { Spinner } from '../../components/spinner'
import { TextField } from '../../components/text-field'
import { t } from '../../lib/intl'
import { CopiesChoice, hasSpaceForCopies } from './copies-choice'
import { FilesAtRisk } from './files-at-risk'
import { Consequence, isDangerous, LongDeletion } from './question-consequence'
import { QuestionFacts, QuestionPlaceLine, type QuestionPlace } from './question-facts'
import { NothingToDelete } from './nothing-to-delete'
import { isToDelete, QuestionFiles } from './question-files'
import { refusedOf, RefusedFiles } from './refused-files'
import './delete-question.css'

export interface DeleteQuestionProps {
  /** The plan as frozen in main, the source of everything shown; null while the dialog is closed. */
  readonly question: DeletionQuestion | null
  /** Names of the project and the document, as far as they are known. */
  readonly place: QuestionPlace
  /** Number of copies to restore once these files are deleted; 0 in an ordinary deletion. */
  readonly restoring: number
  readonly isConfirming: boolean
  readonly onCancel: () => void
  /** Called with the typed number, or "" if none was requested. */
  readonly onConfirm: (typedCount: string) => void
  readonly onChooseCopies: (keepsCopies: boolean) => Promise<void> | void
  readonly onLimit: (maxFiles: number) => Promise<void> | void
  readonly onCopyText: (text: string) => void
}

interface ConfirmKeyProps {
  readonly isEnabled: boolean
  readonly onConfirm: () => void
}

/** Ctrl+Enter confirms a deletion that can be undone. Enter alone presses the focused button, which is Cancel at first. */
function ConfirmKey({ isEnabled, onConfirm }: ConfirmKeyProps) {
  useEffect(() => {
    if (!isEnabled) return
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return
      event.preventDefault()
      event.stopPropagation()
      onConfirm()
    }
    window.addEventListener('keydown', press, true)
    return () => window.removeEventListener('keydown', press, true)
  }, [isEnabled, onConfirm])
  return null
}

function Question({
  question,
  place,
  restoring,
  isConfirming,
  onCancel,
  onConfirm,
  onChooseCopies,
  onLimit,
  onCopyText,
}: DeleteQuestionProps & { question: DeletionQuestion }) {
  const [typed, setTyped] = useState('')
  const cancel = useRef<HTMLButtonElement>(null)
  // Runs after the dialog's own effects: Cancel must have the focus when the dialog opens.
  useEffect(() => cancel.current?.focus(), [])
  const { files, countToType } = question
  const toDelete = files.filter(isToDelete).length
  const danger = isDangerous(question, toDelete)
  const canConfirm = isCountTyped(typed, countToType) && hasSpaceForCopies(question)
  return (
    <DialogBody role="alertdialog" className="question">
      <ConfirmKey isEnabled={!danger && canConfirm && !isConfirming} onConfirm={() => onConfirm(typed)} />
      <DialogTitle>
        {toDelete === files.length
          ? t('question.title', { count: toDelete })
          : t('question.title.some', { going: toDelete, count: files.length })}
      </DialogTitle>
      <QuestionPlaceLine place={place} />
      <QuestionFacts question={question} />
      <QuestionFiles files={files} />
      <RefusedFiles files={refusedOf(question)} onCopy={onCopyText} />
      <FilesAtRisk question={question} />
      {restoring > 0 && <Note tone="plain">{t('copies.afterwards', { count: restoring })}</Note>}
      <LongDeletion question={question} isDisabled={isConfirming} onLimit={onLimit} />
      <Consequence question={question} toDelete={toDelete} />
      <CopiesChoice question={question} isDisabled={isConfirming} onChange={onChooseCopies} />
      {countToType !== null && (
        <div className="question-number">
          <TextField
            label={t('question.number')}
            value={typed}
            onChange={setTyped}
            inputMode="numeric"
            help={t('question.number.help', { number: String(countToType) })}
            isDisabled={isConfirming}
          />
        </div>
      )}
      <div className="question-actions">
        <Button ref={cancel} className="question-cancel" isDisabled={isConfirming} onPress={onCancel}>
          {t('action.cancel')}
        </Button>
        <Button
          variant={danger ? 'danger' : 'primary'}
          isDisabled={!canConfirm || isConfirming}
          icon={isConfirming ? <Spinner /> : danger ? <TriangleAlert aria-hidden /> : <Trash2 aria-hidden />}
          onPress={() => onConfirm(typed)}
        >
          {t('question.confirm')}
        </Button>
      </div>
    </DialogBody>
  )
}

/**
 * The only confirmation before files are deleted. Cancel has the initial focus, Escape cancels, and a click outside
 * does nothing.
 */
export function DeleteQuestion(props: DeleteQuestionProps) {
  const { question, isConfirming, onCancel } = props
  return (
    <DialogFrame isOpen={question !== null} onClose={onCancel} size="medium" isBusy={isConfirming}>
      {question === null ? null : question.files.some(isToDelete) ? (
        <Question {...props} question={question} />
      ) : (
        <NothingToDelete {...props} question={question} />
      )}
    </DialogFrame>
  )
}
