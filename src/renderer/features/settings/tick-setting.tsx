import { useStore } from 'zustand/react'
import type { Settings } from '../../../shared/settings'
import { TickBox } from '../../components/tick-box'
import { t } from '../../lib/intl'
import { SavedMark } from './saved-mark'
import type { SettingsStore } from './settings-store'

/** The settings that are on or off. */
type TickName = { [Field in keyof Settings]: Settings[Field] extends boolean ? Field : never }[keyof Settings]

interface TickSettingProps {
  readonly store: SettingsStore
  readonly name: TickName
}

/** On or off, saved at once. */
export function TickSetting({ store, name }: TickSettingProps) {
  const { news, saved } = useStore(store)
  return (
    <div className="setting settings-tick">
      <TickBox
        isSelected={news?.settings[name] === true}
        isDisabled={news?.isReadable !== true}
        onChange={(isWanted) => store.change(name, isWanted)}
        note={t(`settings.${name}.help`)}
      >
        {t(`settings.${name}`)}
      </TickBox>
      <SavedMark isSaved={saved === name} />
    </div>
  )
}
