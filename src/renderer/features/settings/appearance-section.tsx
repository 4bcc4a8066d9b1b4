import { themes, zooms } from '../../../shared/settings'
import { t } from '../../lib/intl'
import { ChoiceSetting } from './choice-setting'
import { ResetButton, SettingsSection } from './settings-section'
import type { SettingsStore } from './settings-store'

/** Theme and zoom. */
export function AppearanceSection({ store }: { readonly store: SettingsStore }) {
  return (
    <SettingsSection
      title={t('settings.appearance')}
      action={<ResetButton store={store} section="appearance" />}
    >
      <ChoiceSetting
        store={store}
        name="theme"
        label={t('settings.theme')}
        help={t('settings.theme.help')}
        values={themes}
        labelOf={(theme) => t(`settings.theme.${theme}`)}
      />
      <ChoiceSetting
        store={store}
        name="zoom"
        label={t('settings.zoom')}
        help={t('settings.zoom.help')}
        values={zooms}
        labelOf={(zoom) => t('zoom.percent', { zoom: zoom / 100 })}
      />
    </SettingsSection>
  )
}
