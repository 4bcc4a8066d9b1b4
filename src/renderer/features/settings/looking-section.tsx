import { useEffect } from 'react'
import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { formatSize } from '../../lib/format'
import { t } from '../../lib/intl'
import { NumberSetting } from './number-setting'
import { ResetButton, Section } from './section'
import type { SettingsStore } from './settings-store'
import { TickSetting } from './tick-setting'

interface LookingSectionProps {
  readonly store: SettingsStore
}

/** What is kept of what was looked at, and its end. */
function Kept({ store }: LookingSectionProps) {
  const kept = useStore(store, (state) => state.kept)
  useEffect(() => void store.readKept(), [store])
  if (kept === null) return null
  return (
    <div className="setting settings-kept">
      <span>
        {kept.files === 0
          ? t('settings.kept.none')
          : t('settings.kept', { count: kept.files, size: formatSize(kept.bytes) })}
      </span>
      <Button size="small" isDisabled={kept.files === 0} onPress={() => void store.clearKept()}>
        {t('settings.kept.clear')}
      </Button>
    </div>
  )
}

/** What looking at files may cost, and how much of it stays on this computer. */
export function LookingSection({ store }: LookingSectionProps) {
  return (
    <Section title={t('settings.looking')} end={<ResetButton store={store} section="looking" />}>
      <TickSetting store={store} name="autoPreview" />
      <TickSetting store={store} name="autoThumbnails" />
      <NumberSetting store={store} name="previewCacheBytes" isSize />
      <Kept store={store} />
    </Section>
  )
}
