import { useId } from 'react'
import { useStore } from 'zustand/react'
import { uiLanguages, type Settings, type UiLanguage } from '../../../shared/settings'
import { languageName, ownLanguageName } from '../../lib/format'
import { t } from '../../lib/intl'
import { SettingsSection } from './settings-section'
import type { SettingsStore } from './settings-store'

/** Known beyond one drawing: in another language all is drawn anew, and the focus comes back here. */
const fieldId = 'language-choice'

const choices: readonly Settings['language'][] = ['system', ...uiLanguages]

function choiceText(choice: Settings['language'], system: UiLanguage): string {
  return choice === 'system'
    ? t('settings.language.system', { language: languageName(system) ?? system })
    : ownLanguageName(choice)
}

/** In which language the app speaks: each by its own name, so that it is found by who cannot read the others. */
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
