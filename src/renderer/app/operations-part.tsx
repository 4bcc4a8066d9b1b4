import type { Ref } from 'react'
import { useStore } from 'zustand/react'
import { DeletionCard } from '../features/delete/deletion-card'
import { RestoreResult } from '../features/recycle-bin/restore-result'
import { TransfersPart } from '../features/transfers/transfers-part'
import { t } from '../lib/intl'
import type { Stores } from './stores'

interface OperationsPartProps {
  readonly stores: Stores
  /** The account that is open, or null: then nothing new can be begun. */
  readonly account: string | null
  /** What there is to see, where that is not all. */
  readonly shows?: { readonly run: boolean; readonly restore: boolean; readonly transfers: boolean }
  /** Where a notice of the system leads. */
  readonly partRef?: Ref<HTMLDivElement>
}

/** Whether anything goes on, or has ended and still stands there. */
export function useHasOperations({ deletion, bin, transfers }: Stores): boolean {
  const hasRun = useStore(deletion, ({ run }) => run !== null)
  const isRestoring = useStore(bin, ({ snapshot }) => (snapshot?.restore ?? null) !== null)
  const hasTransfers = useStore(transfers, ({ batches, isPersisted }) => batches.length > 0 || !isPersisted)
  return hasRun || isRestoring || hasTransfers
}

/** What goes on and what came of it, of whichever connection: restores, deletions, uploads and downloads. */
export function OperationsPart({ stores, account, shows, partRef }: OperationsPartProps) {
  const { bin, deletion, transfers } = stores
  const isHere = account !== null
  return (
    <div ref={partRef} tabIndex={-1} className="operations-part">
      <section className="operations" aria-label={t('operations.title')}>
        <h2 className="operations-title">{t('operations.title')}</h2>
        {shows?.restore !== false && (
          <RestoreResult
            store={bin}
            account={account}
            {...(isHere && { onReplace: (copyIds) => void deletion.promptReplacement(copyIds) })}
          />
        )}
        {shows?.run !== false && (
          <DeletionCard
            store={deletion}
            account={account}
            {...(isHere && { onRestore: (copyId) => void bin.restore([copyId]) })}
          />
        )}
        {shows?.transfers !== false && <TransfersPart store={transfers} account={account} />}
      </section>
    </div>
  )
}
