import { useState, type FocusEvent, type KeyboardEvent, type SyntheticEvent } from 'react'
import { TextField } from '../../components/text-field'
import { t } from '../../lib/intl'
import { SavedMark } from './saved-mark'

/** What stands in a field: a number as it is typed, and its unit where it has one. */
export interface Typed {
  readonly text: string
  readonly unit: string
}

interface SettingFieldProps {
  readonly label: string
  readonly help: string
  /** What holds. */
  readonly value: Typed
  readonly units?: readonly string[]
  readonly isDisabled: boolean
  readonly isSaved: boolean
  /** What is wrong with it, or null. */
  readonly judge: (typed: Typed) => string | null
  readonly onCommit: (typed: Typed) => void
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
  judge,
  onCommit,
  ...rest
}: SettingFieldProps) {
  const [draft, setDraft] = useState<Typed | null>(null)
  const [error, setError] = useState<string | null>(null)
  const shown = draft ?? value

  function commit(typed: Typed): void {
    const isChanged = typed.text !== value.text || typed.unit !== value.unit
    const wrong = isChanged ? judge(typed) : null
    setError(wrong)
    setDraft(wrong === null ? null : typed)
    if (isChanged && wrong === null) onCommit(typed)
  }

  function submit(event: SyntheticEvent): void {
    event.preventDefault()
    commit(shown)
  }

  function leave(event: FocusEvent<HTMLFormElement>): void {
    // From the number to its unit is not away from the setting.
    if (!event.currentTarget.contains(event.relatedTarget)) commit(shown)
  }

  function press(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return
    setDraft(null)
    setError(null)
  }

  return (
    <form className="setting setting-field" onSubmit={submit} onBlur={leave} onKeyDown={press} noValidate>
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
