import { useId } from 'react'
import { useStore } from 'zustand/react'
import { uiLanguages, type Settings, type UiLanguage } from '../../../shared/settings'
import { languageName, ownLanguageName } from '../../lib/format'
import { t } from '../../lib/intl'
import { SettingsSection } from './settings-section'
import type { SettingsStore } from './settings-store'

/** A fixed id: changing the language remounts the whole app, and focus returns to this field. */
const fieldId = 'language-choice'

const choices: readonly Settings['language'][] = ['system', ...uiLanguages]

function choiceText(choice: Settings['language'], system: UiLanguage): string {
  return choice === 'system'
    ? t('settings.language.system', { language: languageName(system) ?? system })
    : ownLanguageName(choice)
}

/** Language of the interface. Each language is listed by its own name so that its readers find it. */
export function LanguageSection({ store }: { readonly store: SettingsStore }) {
  const snapshot = useStore(store, (state) => state.snapshot)
  const helpId = useId()
  if (snapshot === null) return null
  const { settings, language, isReadable } = snapshot
  return (
    <SettingsSection title={t('field.language')}>
      <div className="setting settings-language">
        <select
          id={fieldId}
          className="field-input"
          aria-label={t('field.language')}
          aria-describedby={helpId}
          value={settings.language}
          disabled={!isReadable}
          onChange={({ target }) => {
            const chosen = choices.find((choice) => choice === target.value)
            if (chosen !== undefined) void store.change('language', chosen)
          }}
        >
          {choices.map((choice) => (
            <option key={choice} value={choice} lang={choice === 'system' ? undefined : choice}>
              {choiceText(choice, language.system)}
            </option>
          ))}
        </select>
        <p id={helpId} className="field-help">
          {t(language.isForced ? 'settings.language.forced' : 'settings.language.help')}
        </p>
      </div>
    </SettingsSection>
  )
}
