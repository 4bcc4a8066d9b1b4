import { useState, type FocusEvent, type KeyboardEvent, type SyntheticEvent } from 'react'
import { TextField } from '../../components/text-field'
import { t } from '../../lib/intl'
import { SavedMark } from './saved-mark'

/** Content of a field: the number as typed, and its unit, or '' without one. */
export interface TypedValue {
  readonly text: string
  readonly unit: string
}

interface SettingFieldProps {
  readonly label: string
  readonly help: string
  /** The saved value. */
  readonly value: TypedValue
  readonly units?: readonly string[]
  readonly isDisabled: boolean
  readonly isSaved: boolean
  /** An error message, or null if the value is valid. */
  readonly validate: (typed: TypedValue) => string | null
  readonly onCommit: (typed: TypedValue) => void
}

/**
 * A field that saves on blur or Enter; Escape restores the saved value. An invalid value stays in the field with an
 * error message.
 */
export function SettingField({
  label,
  help,
  value,
  units = [],
  validate,
  onCommit,
  ...rest
}: SettingFieldProps) {
  const [draft, setDraft] = useState<TypedValue | null>(null)
  const [error, setError] = useState<string | null>(null)
  const shown = draft ?? value

  function commit(typed: TypedValue): void {
    const isChanged = typed.text !== value.text || typed.unit !== value.unit
    const problem = isChanged ? validate(typed) : null
    setError(problem)
    setDraft(problem === null ? null : typed)
    if (isChanged && problem === null) onCommit(typed)
  }

  function submit(event: SyntheticEvent): void {
    event.preventDefault()
    commit(shown)
  }

  function handleBlur(event: FocusEvent<HTMLFormElement>): void {
    // Moving between the number and its unit does not leave the setting.
    if (!event.currentTarget.contains(event.relatedTarget)) commit(shown)
  }

  function handleKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return
    setDraft(null)
    setError(null)
  }

  return (
    <form
      className="setting setting-field"
      onSubmit={submit}
      onBlur={handleBlur}
      onKeyDown={handleKeyDown}
      noValidate
    >
      <TextField
        label={label}
        value={shown.text}
        onChange={(text) => {
          setDraft({ ...shown, text })
          setError(null)
        }}
        help={help}
        error={error}
        inputMode="numeric"
        isDisabled={rest.isDisabled}
      />
      {units.length > 0 && (
        <select
          className="field-input setting-unit"
          aria-label={t('settings.unit', { name: label })}
          value={shown.unit}
          disabled={rest.isDisabled}
          onChange={(event) => commit({ ...shown, unit: event.target.value })}
        >
          {units.map((unit) => (
            <option key={unit}>{unit}</option>
          ))}
        </select>
      )}
      <SavedMark isSaved={rest.isSaved} />
    </form>
  )
}
