import { useStore } from 'zustand/react'
import type { Settings } from '../../../shared/settings'
import { Checkbox } from '../../components/checkbox'
import { t } from '../../lib/intl'
import { SavedMark } from './saved-mark'
import type { SettingsStore } from './settings-store'

/** Names of the boolean settings. */
type BooleanSetting = {
  [Field in keyof Settings]: Settings[Field] extends boolean ? Field : never
}[keyof Settings]

interface CheckboxSettingProps {
  readonly store: SettingsStore
  readonly name: BooleanSetting
}

/** A boolean setting, saved when it changes. */
export function CheckboxSetting({ store, name }: CheckboxSettingProps) {
  const { snapshot, saved } = useStore(store)
  return (
    <div className="setting settings-checkbox">
      <Checkbox
        isSelected={snapshot?.settings[name] === true}
        isDisabled={snapshot?.isReadable !== true}
        onChange={(isChecked) => store.change(name, isChecked)}
        note={t(`settings.${name}.help`)}
      >
        {t(`settings.${name}`)}
      </Checkbox>
      <SavedMark isSaved={saved === name} />
    </div>
  )
}
