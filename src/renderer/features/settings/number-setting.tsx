import { useStore } from 'zustand/react'
import { largestSetting, type NumberSetting as Name } from '../../../shared/settings'
import { decimalSign } from '../../lib/format'
import { t } from '../../lib/intl'
import { SettingField } from './setting-field'
import type { SettingsStore } from './settings-store'
import { parseCount, parseSize, sizeUnits, splitSize } from './size-text'

interface NumberSettingProps {
  readonly store: SettingsStore
  readonly name: Name
  readonly isSize?: boolean
}

/** A whole number, or a size with its unit. Another unit means the same number of it. */
export function NumberSetting({ store, name, isSize = false }: NumberSettingProps) {
  const { news, saved } = useStore(store)
  if (news === null) return null
  const most = largestSetting[name]
  const held = news.settings[name]
  const parse = ({ text, unit }: { readonly text: string; readonly unit: string }): number | null =>
    isSize ? parseSize(text, unit, { most, sign: decimalSign() }) : parseCount(text, most)
  const complaint = isSize ? t('settings.size.invalid') : t('settings.number.invalid', { most })
  return (
    <SettingField
      label={t(`settings.${name}`)}
      help={t(`settings.${name}.help`)}
      value={isSize ? splitSize(held, decimalSign()) : { text: String(held), unit: '' }}
      units={isSize ? sizeUnits : []}
      isDisabled={!news.isReadable}
      isSaved={saved === name}
      judge={(typed) => (parse(typed) === null ? complaint : null)}
      onCommit={(typed) => {
        const value = parse(typed)
        if (value !== null) void store.change(name, value)
      }}
    />
  )
}
