import { RotateCcw } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { useStore } from 'zustand/react'
import type { MessageKey } from '../../../shared/messages/catalogue'
import { defaultSettings } from '../../../shared/settings'
import { Button } from '../../components/button'
import { t } from '../../lib/intl'
import { SavedMark } from './saved-mark'
import { settingsOf, type Section as Name, type SettingsStore } from './settings-store'

const sectionTitles: Readonly<Record<Name, MessageKey>> = {
  appearance: 'settings.appearance',
  bin: 'screen.recycle-bin',
  delete: 'settings.delete',
  transfers: 'settings.transfers',
  looking: 'settings.looking',
  server: 'field.server',
}

interface SectionProps {
  readonly title: string
  readonly text?: string
  /** Beside the title. */
  readonly end?: ReactNode
  readonly children: ReactNode
}

export function Section({ title, text, end, children }: SectionProps) {
  const titleId = useId()
  return (
    <section className="settings-section" aria-labelledby={titleId}>
      <header className="settings-section-head">
        <h2 id={titleId}>{title}</h2>
        {end}
      </header>
      {text !== undefined && <p className="settings-section-text">{text}</p>}
      <div className="settings-card">{children}</div>
    </section>
  )
}

/** Back to what it was when the app was new; away where it is so already. */
export function ResetButton({ store, section }: { readonly store: SettingsStore; readonly section: Name }) {
  const { news, saved } = useStore(store)
  if (news === null) return null
  const { settings, isReadable } = news
  const isDefault = settingsOf[section].every((name) => settings[name] === defaultSettings[name])
  return (
    <>
      <SavedMark isSaved={saved === section} />
      {!isDefault && isReadable && (
        <Button
          look="quiet"
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
