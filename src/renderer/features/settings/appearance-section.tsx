import { themes, zooms } from '../../../shared/settings'
import { t } from '../../lib/intl'
import { ChoiceSetting } from './choice-setting'
import { ResetButton, Section } from './section'
import type { SettingsStore } from './settings-store'

/** How the window looks. */
export function AppearanceSection({ store }: { readonly store: SettingsStore }) {
  return (
    <Section title={t('settings.appearance')} end={<ResetButton store={store} section="appearance" />}>
      <ChoiceSetting
        store={store}
        name="theme"
        label={t('settings.theme')}
        help={t('settings.theme.help')}
        values={themes}
        nameOf={(theme) => t(`settings.theme.${theme}`)}
      />
      <ChoiceSetting
        store={store}
        name="zoom"
        label={t('settings.zoom')}
        help={t('settings.zoom.help')}
        values={zooms}
        nameOf={(zoom) => t('zoom.percent', { zoom: zoom / 100 })}
      />
    </Section>
  )
}
