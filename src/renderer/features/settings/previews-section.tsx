import { useEffect } from 'react'
import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { formatSize } from '../../lib/format'
import { t } from '../../lib/intl'
import { NumberSetting } from './number-setting'
import { ResetButton, SettingsSection } from './settings-section'
import type { SettingsStore } from './settings-store'
import { CheckboxSetting } from './checkbox-setting'

interface PreviewsSectionProps {
  readonly store: SettingsStore
}

/** Size of the preview cache, and a button that clears it. */
function PreviewCacheSetting({ store }: PreviewsSectionProps) {
  const previewCache = useStore(store, (state) => state.previewCache)
  useEffect(() => void store.loadPreviewCache(), [store])
  if (previewCache === null) return null
  return (
    <div className="setting settings-preview-cache">
      <span>
        {previewCache.files === 0
          ? t('settings.kept.none')
          : t('settings.kept', { count: previewCache.files, size: formatSize(previewCache.bytes) })}
      </span>
      <Button
        size="small"
        isDisabled={previewCache.files === 0}
        onPress={() => void store.clearPreviewCache()}
      >
        {t('settings.kept.clear')}
      </Button>
    </div>
  )
}

/** What previews load automatically, and how much disk space their cache may use. */
export function PreviewsSection({ store }: PreviewsSectionProps) {
  return (
    <SettingsSection title={t('settings.looking')} action={<ResetButton store={store} section="looking" />}>
      <CheckboxSetting store={store} name="autoPreview" />
      <CheckboxSetting store={store} name="autoThumbnails" />
      <NumberSetting store={store} name="previewCacheBytes" isSize />
      <PreviewCacheSetting store={store} />
    </SettingsSection>
  )
}
