import { useStore } from 'zustand/react'
import { maxSettings, type NumberSetting as Name } from '../../../shared/settings'
import { decimalSeparator } from '../../lib/format'
import { t } from '../../lib/intl'
import { SettingField } from './setting-field'
import type { SettingsStore } from './settings-store'
import { parseCountSetting, parseSizeSetting, sizeUnits, splitSize } from './size-text'

interface NumberSettingProps {
  readonly store: SettingsStore
  readonly name: Name
  readonly isSize?: boolean
}

/** A whole number, or a size with a unit. Changing the unit keeps the number. */
export function NumberSetting({ store, name, isSize = false }: NumberSettingProps) {
  const { snapshot, saved } = useStore(store)
  if (snapshot === null) return null
  const max = maxSettings[name]
  const current = snapshot.settings[name]
  const parse = ({ text, unit }: { readonly text: string; readonly unit: string }): number | null =>
    isSize
      ? parseSizeSetting(text, unit, { max, decimalSeparator: decimalSeparator() })
      : parseCountSetting(text, max)
  const message = isSize ? t('settings.size.invalid') : t('settings.number.invalid', { most: max })
  return (
    <SettingField
      label={t(`settings.${name}`)}
      help={t(`settings.${name}.help`)}
      value={isSize ? splitSize(current, decimalSeparator()) : { text: String(current), unit: '' }}
      units={isSize ? sizeUnits : []}
      isDisabled={!snapshot.isReadable}
      isSaved={saved === name}
      validate={(typed) => (parse(typed) === null ? message : null)}
      onCommit={(typed) => {
        const value = parse(typed)
        if (value !== null) void store.change(name, value)
      }}
    />
  )
}
