import type { Ref } from 'react'
import { useStore } from 'zustand/react'
import { DeletionCard } from '../features/delete/deletion-card'
import { RestoreResult } from '../features/recycle-bin/restore-result'
import { TransfersPart } from '../features/transfers/transfers-part'
import { t } from '../lib/intl'
import type { Stores } from './stores'

interface OperationsPartProps {
  readonly stores: Stores
  /** The open account, or null; without one nothing new can be started. */
  readonly account: string | null
  /** Which sections to show; all if omitted. */
  readonly visibleSections?: { readonly run: boolean; readonly restore: boolean; readonly transfers: boolean }
  /** Focused when the user clicks a system notification. */
  readonly partRef?: Ref<HTMLDivElement>
}

/** Running and finished operations of all connections: restores, deletions, uploads and downloads. */
export function OperationsPart({ stores, account, visibleSections, partRef }: OperationsPartProps) {
  const { bin, deletion, transfers } = stores
  const isConnected = account !== null
  const restoredIds = useStore(bin, ({ snapshot }) => snapshot?.restoredIds)
  return (
    <div ref={partRef} tabIndex={-1} className="operations-part">
      <section className="operations" aria-label={t('operations.title')}>
        <h2 className="operations-title">{t('operations.title')}</h2>
        {visibleSections?.restore !== false && (
          <RestoreResult
            store={bin}
            account={account}
            {...(isConnected && { onReplace: (copyIds) => void deletion.promptReplacement(copyIds) })}
          />
        )}
        {visibleSections?.run !== false && (
          <DeletionCard
            store={deletion}
            account={account}
            {...(restoredIds !== undefined && { restoredIds })}
            {...(isConnected && { onRestore: (copyIds) => void bin.restore(copyIds) })}
          />
        )}
        {visibleSections?.transfers !== false && <TransfersPart store={transfers} account={account} />}
      </section>
    </div>
  )
}
