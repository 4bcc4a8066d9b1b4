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
import { LookingSection } from './looking-section'
import { NumberSetting } from './number-setting'
import { ResetButton, Section } from './section'
import type { SettingsStore } from './settings-store'
import { TickSetting } from './tick-setting'
import './settings.css'

interface SettingsScreenProps {
  readonly store: SettingsStore
  readonly saved: readonly SavedConnection[]
  readonly connection: Connection | null
  readonly budget: BudgetStatus | null
  /** Opens the dialog that names and colours a saved connection. */
  readonly onEdit: (id: string) => void
  /** What is protected: a feature of its own. */
  readonly locks: ReactNode
}

function BinSection({ store }: Pick<SettingsScreenProps, 'store'>) {
  return (
    <Section title={t('screen.recycle-bin')} end={<ResetButton store={store} section="bin" />}>
      <TickSetting store={store} name="keepCopies" />
      <NumberSetting store={store} name="binDays" />
      <NumberSetting store={store} name="binBytes" isSize />
    </Section>
  )
}

function DeleteSection({ store }: Pick<SettingsScreenProps, 'store'>) {
  return (
    <Section title={t('settings.delete')} end={<ResetButton store={store} section="delete" />}>
      <NumberSetting store={store} name="deletesInFlight" />
      <NumberSetting store={store} name="maxFilesPerJob" />
      <NumberSetting store={store} name="maxBytesPerJob" isSize />
    </Section>
  )
}

function TransfersSection({ store }: Pick<SettingsScreenProps, 'store'>) {
  return (
    <Section title={t('settings.transfers')} end={<ResetButton store={store} section="transfers" />}>
      <NumberSetting store={store} name="maxUploadBytes" isSize />
      <NumberSetting store={store} name="maxStagedBytes" isSize />
    </Section>
  )
}

/** What a 429 taught stands beside the number that it speaks of; it is never taken over by itself. */
function ServerSection({ store, budget }: Pick<SettingsScreenProps, 'store' | 'budget'>) {
  const said = budget?.saidAllowance ?? null
  const byOthers = budget?.usedByOthers ?? 0
  return (
    <Section title={t('field.server')} end={<ResetButton store={store} section="server" />}>
      <NumberSetting store={store} name="hourlyAllowance" />
      {said !== null && (
        <Note tone="plain">
          <p>{t('settings.said', { said })}</p>
          <div className="note-actions">
            <Button size="small" onPress={() => void store.change('hourlyAllowance', said)}>
              {t('settings.said.use', { said })}
            </Button>
          </div>
        </Note>
      )}
      {byOthers > 0 && <Note tone="plain">{t('settings.byOthers', { count: byOthers })}</Note>}
    </Section>
  )
}

/** What can be set, in one column: each change is saved by itself. */
export function SettingsScreen(props: SettingsScreenProps) {
  const { store, saved, connection, budget, locks } = props
  const { news, failure } = useStore(store)
  useEffect(() => () => store.leave(), [store])
  return (
    <main className="settings scrolls">
      <div className="settings-column">
        <header>
          <h1 className="settings-title">{t('screen.settings')}</h1>
          <p className="settings-section-text">{t('settings.text')}</p>
        </header>
        {news?.isReadable === false && <Note tone="warn">{t('settings.unreadable')}</Note>}
        {failure !== null && (
          <div className="settings-failure">
            <FailureNote failure={failure} />
          </div>
        )}
        <LanguageSection store={store} />
        <AppearanceSection store={store} />
        <Section title={t('settings.notify')}>
          <TickSetting store={store} name="notifications" />
        </Section>
        <BinSection store={store} />
        <DeleteSection store={store} />
        <TransfersSection store={store} />
        <LookingSection store={store} />
        <ServerSection store={store} budget={budget} />
        <ConnectionsSection store={store} saved={saved} open={connection} onEdit={props.onEdit} />
        <Section title={t('locks.title')} text={t('locks.text')}>
          {locks}
        </Section>
      </div>
    </main>
  )
}
