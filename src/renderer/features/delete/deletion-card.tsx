import { OctagonX } from 'lucide-react'
import { useStore } from 'zustand/react'
import type { MouseEvent } from 'react'
import type { DeletionRun } from '../../../shared/deletion'
import type { ContextMenuItem } from '../../../shared/menu'
import { Button } from '../../components/button'
import { FailureNote } from '../../components/failure-note'
import { AccountLine } from '../../components/account-line'
import { ProgressLine } from '../../components/progress-line'
import { Spinner } from '../../components/spinner'
import { useContextMenu } from '../../lib/context-menu'
import { t } from '../../lib/intl'
import { Countdown } from '../../components/countdown'
import { DeleteResult } from './delete-result'
import { isRunning, type DeleteStore } from './delete-store'
import { canContinue, InterruptedRun } from './interrupted-run'
import { runPercent } from './outcome'
import './operations.css'

interface DeletionCardProps {
  readonly store: DeleteStore
  /** The account that is open, or null. */
  readonly account: string | null
  /** Restores files from their copies; absent if nothing can be restored. */
  readonly onRestore?: (copyIds: readonly string[]) => void
  /** Copies whose files are back on the server. */
  readonly restoredIds?: readonly string[]
}

interface RunningDeletionProps extends Pick<DeletionCardProps, 'account'> {
  readonly run: DeletionRun
  readonly onStop: () => void
}

function RunningDeletion({ run, account, onStop }: RunningDeletionProps) {
  const name = t('deletion.name', { count: run.files.length })
  const settled = run.files.filter(({ outcome }) => outcome.state !== 'waiting' && outcome.state !== 'asking')
  const phase = run.phase === 'done' || run.phase === 'interrupted' ? 'verifying' : run.phase
  return (
    <div className="deletion">
      <div className="deletion-header">
        <span className="deletion-name">{name}</span>
        <Button
          variant="danger-plain"
          size="small"
          isDisabled={run.stopRequested}
          icon={run.stopRequested ? <Spinner /> : <OctagonX aria-hidden />}
          onPress={onStop}
        >
          {t('action.stop')}
        </Button>
      </div>
      <ProgressLine label={name} percent={runPercent(run)} />
      <p className="deletion-phase">
        {run.stopRequested
          ? t('deletion.stopping')
          : t(`deletion.phase.${phase}`, { done: settled.length, total: run.files.length })}
      </p>
      {run.waitingUntil !== null && (
        <p className="deletion-phase">
          <Countdown until={run.waitingUntil} />
        </p>
      )}
      <AccountLine account={run} openAccount={account} />
    </div>
  )
}

/** Menu items with the same actions as the buttons of the card. */
function menuItemsOf(run: DeletionRun): readonly ContextMenuItem[] {
  if (run.phase === 'interrupted')
    return [
      { choice: 'deletion-continue', isEnabled: canContinue(run) },
      { choice: 'deletion-stop', isEnabled: true },
    ]
  return isRunning(run)
    ? [{ choice: 'deletion-stop', isEnabled: !run.stopRequested }]
    : [{ choice: 'deletion-dismiss', isEnabled: true }]
}

/** Progress of a deletion, then its result. Not modal: the window stays usable. */
export function DeletionCard({ store, account, onRestore, restoredIds = [] }: DeletionCardProps) {
  const { run, runFailure } = useStore(store)
  const open = useContextMenu()
  if (run === null) return null

  async function openMenu(event: MouseEvent, target: DeletionRun) {
    const choice = await open(event, menuItemsOf(target))
    if (store.getState().run?.id !== target.id) return
    if (choice === 'deletion-stop') void store.stopDeletion()
    if (choice === 'deletion-continue') void store.continueDeletion()
    if (choice === 'deletion-dismiss') void store.dismissDeletion()
  }

  return (
    <div className="operations-deletion" onContextMenu={(event) => void openMenu(event, run)}>
      {runFailure !== null && <FailureNote failure={runFailure} />}
      {run.phase === 'interrupted' ? (
        <InterruptedRun
          run={run}
          account={account}
          onContinue={() => void store.continueDeletion()}
          onStop={() => void store.stopDeletion()}
        />
      ) : isRunning(run) ? (
        <RunningDeletion run={run} account={account} onStop={() => void store.stopDeletion()} />
      ) : (
        <DeleteResult
          run={run}
          account={account}
          restoredIds={restoredIds}
          onDismiss={() => void store.dismissDeletion()}
          onCopyText={(text) => void store.copyText(text)}
          {...(onRestore === undefined || run.accountKey !== account
            ? {}
            : { onRestore: (copyId) => onRestore([copyId]), onUndo: onRestore })}
        />
      )}
    </div>
  )
}
