import { RotateCcw } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { useStore } from 'zustand/react'
import type { MessageKey } from '../../../shared/messages/catalogue'
import { defaultSettings } from '../../../shared/settings'
import { Button } from '../../components/button'
import { t } from '../../lib/intl'
import { SavedMark } from './saved-mark'
import { settingsByGroup, type SettingsGroup as Name, type SettingsStore } from './settings-store'

const sectionTitles = {
  appearance: 'settings.appearance',
  bin: 'screen.recycle-bin',
  delete: 'settings.delete',
  transfers: 'settings.transfers',
  looking: 'settings.looking',
  server: 'field.server',
} as const satisfies Readonly<Record<Name, MessageKey>>

interface SettingsSectionProps {
  readonly title: string
  readonly text?: string
  /** Shown beside the title. */
  readonly action?: ReactNode
  readonly children: ReactNode
}

export function SettingsSection({ title, text, action, children }: SettingsSectionProps) {
  const titleId = useId()
  return (
    <section className="settings-section" aria-labelledby={titleId}>
      <header className="settings-section-header">
        <h2 id={titleId}>{title}</h2>
        {action}
      </header>
      {text !== undefined && <p className="settings-section-text">{text}</p>}
      <div className="settings-card">{children}</div>
    </section>
  )
}

/** Resets a section to its defaults. Hidden while the section has its default values. */
export function ResetButton({ store, section }: { readonly store: SettingsStore; readonly section: Name }) {
  const { snapshot, saved } = useStore(store)
  if (snapshot === null) return null
  const { settings, isReadable } = snapshot
  const isDefault = settingsByGroup[section].every((name) => settings[name] === defaultSettings[name])
  return (
    <>
      <SavedMark isSaved={saved === section} />
      {!isDefault && isReadable && (
        <Button
          variant="quiet"
          size="small"
          icon={<RotateCcw aria-hidden />}
          aria-label={t('settings.reset.of', { section: t(sectionTitles[section]) })}
          onPress={() => void store.reset(section)}
        >
          {t('settings.reset')}
        </Button>
      )}
    </>
  )
}
