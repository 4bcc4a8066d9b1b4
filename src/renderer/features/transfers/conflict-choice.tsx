import { useId } from 'react'
import { conflictChoices, type ConflictChoice as Choice } from '../../../shared/transfers'
import { t } from '../../lib/intl'

interface ConflictChoiceProps {
  readonly label: string
  /** Null if the files have different choices. */
  readonly value: Choice | null
  readonly canReplace: boolean
  readonly isDisabled: boolean
  readonly onChange: (choice: Choice) => void
}

/** Replace, keep both or skip: native radio buttons in a row, with one tab stop and arrow keys. */
export function ConflictChoice({ label, value, canReplace, isDisabled, onChange }: ConflictChoiceProps) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={label} className="conflict-choice">
      {conflictChoices.map((choice) => (
        <label key={choice} className="conflict-option">
          <input
            type="radio"
            name={name}
            checked={choice === value}
            disabled={isDisabled || (choice === 'replace' && !canReplace)}
            onChange={() => onChange(choice)}
          />
          <span>{t(`upload.choice.${choice}`)}</span>
        </label>
      ))}
    </div>
  )
}
