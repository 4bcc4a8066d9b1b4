import { CloudOff, FileSearch, ScrollText } from 'lucide-react'
import { useEffect, type RefObject } from 'react'
import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { FailureNote } from '../../components/failure-note'
import { Note } from '../../components/note'
import { t } from '../../lib/intl'
import { ActivityEntryPane } from './activity-entry'
import { ActivityGrid } from './activity-grid'
import { ActivityHeader } from './activity-header'
import { noFilter } from './activity-state'
import type { ActivityStore } from './activity-store'
import { ChainLine } from './chain-line'
import { ReceiptDialog } from './receipt-dialog'
import './activity.css'

interface ActivityScreenProps {
  readonly store: ActivityStore
  readonly searchRef: RefObject<HTMLInputElement | null>
}

function Notes({ store }: Pick<ActivityScreenProps, 'store'>) {
  const { facts, failure, actionFailure, savedAs } = useStore(store)
  const readOnly = facts?.readOnlyFiles ?? []
  const unsaved = facts?.unsaved ?? 0
  return (
    <div className="activity-notes">
      {readOnly.length > 0 && (
        <Note tone="warn">
          {t('activity.readOnly', { count: readOnly.length, files: readOnly.join(', ') })}
        </Note>
      )}
      {unsaved > 0 && <Note tone="warn">{t('activity.unsaved', { count: unsaved })}</Note>}
      {facts !== null && failure !== null && <FailureNote failure={failure} />}
      {actionFailure !== null && <FailureNote failure={actionFailure} />}
      {savedAs !== null && (
        <div role="status">
          <Note tone="plain">{t('activity.saved', { file: savedAs })}</Note>
        </div>
      )}
    </div>
  )
}

function Rows({ store }: Pick<ActivityScreenProps, 'store'>) {
  const { facts, failure, active } = useStore(store)
  if (facts === null) {
    if (failure === null) return null
    return (
      <EmptyState icon={<CloudOff />} title={t('activity.failed')} text={<FailureNote failure={failure} />}>
        <Button onPress={() => store.filterBy({})}>{t('retry')}</Button>
      </EmptyState>
    )
  }
  if (facts.total === 0) {
    return <EmptyState icon={<ScrollText />} title={t('activity.none')} text={t('activity.none.text')} />
  }
  if (facts.matching === 0) {
    return (
      <EmptyState icon={<FileSearch />} title={t('list.noMatch')} text={t('activity.noMatch.text')}>
        <Button onPress={() => store.filterBy(noFilter)}>{t('activity.noMatch.clear')}</Button>
      </EmptyState>
    )
  }
  return (
    <div className="activity-rows">
      <ActivityGrid store={store} />
      {active !== null && (
        <ActivityEntryPane
          entry={active.entry}
          onReceipt={(runId) => void store.showReceipt(runId)}
          onClose={() => store.activate(null)}
        />
      )}
    </div>
  )
}

/** The activity log: what was done, where, by which account, and whether its chain is intact. */
export function ActivityScreen({ store, searchRef }: ActivityScreenProps) {
  useEffect(() => store.openScreen(), [store])
  return (
    <main className="activity">
      <ActivityHeader store={store} searchRef={searchRef} />
      <ChainLine store={store} />
      <Notes store={store} />
      <Rows store={store} />
      <ReceiptDialog store={store} />
    </main>
  )
}
