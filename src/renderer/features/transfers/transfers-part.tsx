import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { FailureNote } from '../../components/failure-note'
import { Note } from '../../components/note'
import { t } from '../../lib/intl'
import { TransferCard } from './transfer-card'
import { finishedText } from './transfer-texts'
import type { TransfersStore } from './transfers-store'
import './transfers.css'

interface TransfersPartProps {
  readonly store: TransfersStore
  /** The account that is open, or null. */
  readonly account: string | null
}

/** Actions on all batches. */
function AllTransfersActions({ store }: Pick<TransfersPartProps, 'store'>) {
  const { batches } = useStore(store)
  if (batches.length < 2) return null
  const has = (...phases: readonly string[]) => batches.some(({ phase }) => phases.includes(phase))
  return (
    <div className="transfer-actions transfer-all">
      {has('running', 'offline') && (
        <Button size="small" variant="quiet" onPress={() => void store.pause(null)}>
          {t('transfer.pauseAll')}
        </Button>
      )}
      {has('paused') && (
        <Button size="small" variant="quiet" onPress={() => void store.resume(null)}>
          {t('transfer.resumeAll')}
        </Button>
      )}
      {has('done') && (
        <Button size="small" variant="quiet" onPress={() => void store.clear(null)}>
          {t('transfer.clearAll')}
        </Button>
      )}
    </div>
  )
}

/** Shown if the list is damaged: a new one can be started, and the damaged file is kept. */
function Unreadable({ store }: Pick<TransfersPartProps, 'store'>) {
  return (
    <Note tone="warn">
      <p>{t('transfer.unreadable')}</p>
      <Button size="small" onPress={() => void store.restart()}>
        {t('transfer.beginAnew')}
      </Button>
    </Note>
  )
}

/** All transfers, with one card per batch. The end of each batch is announced once. */
export function TransfersPart({ store, account }: TransfersPartProps) {
  const { batches, isPersisted, isReadable, ended, failure, refused } = useStore(store)
  if (batches.length === 0 && isPersisted) return null
  const endedBatch = batches.find(({ id }) => id === ended)
  return (
    <div className="transfers">
      {!isReadable && <Unreadable store={store} />}
      {!isPersisted && isReadable && <Note tone="warn">{t('transfer.notKept')}</Note>}
      {failure !== null && <FailureNote failure={failure} />}
      {refused !== null && (
        <Note tone="warn">{t('transfer.source.refused', { reason: t(`grant.${refused}`) })}</Note>
      )}
      <AllTransfersActions store={store} />
      <div role="status" aria-label={t('transfer.result')} className="visually-hidden">
        {endedBatch !== undefined && finishedText(endedBatch)}
      </div>
      {batches.map((batch) => (
        <TransferCard key={batch.id} batch={batch} store={store} account={account} />
      ))}
    </div>
  )
}
