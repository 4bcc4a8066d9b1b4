import { useEffect, type ReactNode } from 'react'
import { useStore } from 'zustand/react'
import type { BudgetStatus } from '../../../shared/budget'
import type { Connection, SavedConnection } from '../../../shared/connection'
import { Button } from '../../components/button'
import { FailureNote } from '../../components/failure-note'
import { Note } from '../../components/note'
import { t } from '../../lib/intl'
import { AppearanceSection } from './appearance-section'
import { ConnectionsSection } from './connections-section'
import { LanguageSection } from './language-section'
import { PreviewsSection } from './previews-section'
import { NumberSetting } from './number-setting'
import { ResetButton, SettingsSection } from './settings-section'
import type { SettingsStore } from './settings-store'
import { CheckboxSetting } from './checkbox-setting'
import './settings.css'

interface SettingsScreenProps {
  readonly store: SettingsStore
  readonly saved: readonly SavedConnection[]
  readonly connection: Connection | null
  readonly budget: BudgetStatus | null
  /** Opens the dialog that names and colours a saved connection. */
  readonly onEdit: (id: string) => void
  /** The list of locks, rendered by the protection feature. */
  readonly locks: ReactNode
}

function BinSection({ store }: Pick<SettingsScreenProps, 'store'>) {
  return (
    <SettingsSection title={t('screen.recycle-bin')} action={<ResetButton store={store} section="bin" />}>
      <CheckboxSetting store={store} name="keepCopies" />
      <NumberSetting store={store} name="binDays" />
      <NumberSetting store={store} name="binBytes" isSize />
    </SettingsSection>
  )
}

function DeleteSection({ store }: Pick<SettingsScreenProps, 'store'>) {
  return (
    <SettingsSection title={t('settings.delete')} action={<ResetButton store={store} section="delete" />}>
      <NumberSetting store={store} name="deletesInFlight" />
      <NumberSetting store={store} name="maxFilesPerJob" />
      <NumberSetting store={store} name="maxBytesPerJob" isSize />
    </SettingsSection>
  )
}

function TransfersSection({ store }: Pick<SettingsScreenProps, 'store'>) {
  return (
    <SettingsSection
      title={t('settings.transfers')}
      action={<ResetButton store={store} section="transfers" />}
    >
      <CheckboxSetting store={store} name="compareUploads" />
      <NumberSetting store={store} name="maxUploadBytes" isSize />
      <NumberSetting store={store} name="maxStagedBytes" isSize />
    </SettingsSection>
  )
}

/** The hourly allowance, with the number that a 429 reported. That number is never applied automatically. */
function ServerSection({ store, budget }: Pick<SettingsScreenProps, 'store' | 'budget'>) {
  const reportedAllowance = budget?.reportedAllowance ?? null
  const byOthers = budget?.usedByOthers ?? 0
  return (
    <SettingsSection title={t('field.server')} action={<ResetButton store={store} section="server" />}>
      <NumberSetting store={store} name="hourlyAllowance" />
      {reportedAllowance !== null && (
        <Note tone="plain">
          <p>{t('settings.said', { said: reportedAllowance })}</p>
          <div className="note-actions">
            <Button size="small" onPress={() => void store.change('hourlyAllowance', reportedAllowance)}>
              {t('settings.said.use', { said: reportedAllowance })}
            </Button>
          </div>
        </Note>
      )}
      {byOthers > 0 && <Note tone="plain">{t('settings.byOthers', { count: byOthers })}</Note>}
    </SettingsSection>
  )
}

/** All settings in one column. Each change is saved immediately. */
export function SettingsScreen(props: SettingsScreenProps) {
  const { store, saved, connection, budget, locks } = props
  const { snapshot, failure } = useStore(store)
  useEffect(() => () => store.leaveScreen(), [store])
  return (
    <main className="settings scrolls">
      <div className="settings-column">
        <header>
          <h1 className="settings-title">{t('screen.settings')}</h1>
          <p className="settings-section-text">{t('settings.text')}</p>
        </header>
        {snapshot?.isReadable === false && <Note tone="warn">{t('settings.unreadable')}</Note>}
        {failure !== null && (
          <div className="settings-failure">
            <FailureNote failure={failure} />
          </div>
        )}
        <LanguageSection store={store} />
        <AppearanceSection store={store} />
        <SettingsSection title={t('settings.notify')}>
          <CheckboxSetting store={store} name="notifications" />
        </SettingsSection>
        <BinSection store={store} />
        <DeleteSection store={store} />
        <TransfersSection store={store} />
        <PreviewsSection store={store} />
        <ServerSection store={store} budget={budget} />
        <ConnectionsSection store={store} saved={saved} open={connection} onEdit={props.onEdit} />
        <SettingsSection title={t('locks.title')} text={t('locks.text')}>
          {locks}
        </SettingsSection>
      </div>
    </main>
  )
}
