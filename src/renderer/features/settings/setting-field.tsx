import { useState, type FocusEvent, type KeyboardEvent, type SyntheticEvent } from 'react'
import { TextField } from '../../components/text-field'
import { t } from '../../lib/intl'
import { SavedMark } from './saved-mark'

/** What stands in a field: a number as it is typed, and its unit where it has one. */
export interface TypedValue {
  readonly text: string
  readonly unit: string
}

interface SettingFieldProps {
  readonly label: string
  readonly help: string
  /** What holds. */
  readonly value: TypedValue
  readonly units?: readonly string[]
  readonly isDisabled: boolean
  readonly isSaved: boolean
  /** What is wrong with it, or null. */
  readonly validate: (typed: TypedValue) => string | null
  readonly onCommit: (typed: TypedValue) => void
}

/**
 * Saved when it is left, or with Enter; Escape brings back what holds. A number half typed is never a setting, and one
 * that makes no sense stays in the field with its reason.
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
    // From the number to its unit is not away from the setting.
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
