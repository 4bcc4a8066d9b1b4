import { useId } from 'react'
import { useStore } from 'zustand/react'
import type { Settings } from '../../../shared/settings'
import { SavedMark } from './saved-mark'
import type { Setting, SettingsStore } from './settings-store'

interface ChoiceSettingProps<Name extends Setting> {
  readonly store: SettingsStore
  readonly name: Name
  readonly label: string
  readonly help: string
  readonly values: readonly Settings[Name][]
  readonly labelOf: (value: Settings[Name]) => string
}

/** One of a few values in a native select, saved when it changes. */
export function ChoiceSetting<Name extends Setting>(props: ChoiceSettingProps<Name>) {
  const { store, name, label, help, values, labelOf } = props
  const { snapshot, saved } = useStore(store)
  const id = useId()
  if (snapshot === null) return null
  const current = snapshot.settings[name]
  const choose = (chosen: string) => {
    const value = values.find((candidate) => String(candidate) === chosen)
    if (value !== undefined) void store.change(name, value)
  }
  return (
    <div className="setting setting-choice">
      <span className="field">
        <label className="field-label" htmlFor={id}>
          {label}
        </label>
        <span id={`${id}-help`} className="field-help">
          {help}
        </span>
      </span>
      <SavedMark isSaved={saved === name} />
      <select
        id={id}
        className="field-input setting-select"
        aria-describedby={`${id}-help`}
        value={String(current)}
        disabled={!snapshot.isReadable}
        onChange={(event) => choose(event.target.value)}
      >
        {values.map((value) => (
          <option key={String(value)} value={String(value)}>
            {labelOf(value)}
          </option>
        ))}
      </select>
    </div>
  )
}
