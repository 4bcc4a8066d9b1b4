import { Play, OctagonX } from 'lucide-react'
import type { DeletionRun } from '../../../shared/deletion'
import { Button } from '../../components/button'
import { Note } from '../../components/note'
import { AccountLine } from '../../components/account-line'
import { t } from '../../lib/intl'
import { ResultBody } from './delete-result'
import { interruptedCounts } from './outcome'

interface InterruptedRunProps {
  readonly run: DeletionRun
  /** The account that is open, or null. */
  readonly account: string | null
  readonly onContinue: () => void
  readonly onStop: () => void
}

export function canContinue(run: DeletionRun): boolean {
  const { notSent, unknown } = interruptedCounts(run)
  return !run.needsSignIn && unknown === 0 && notSent > 0
}

/**
 * An interrupted deletion: what is known of its files, and the choice to continue or stop. Nothing is sent before that.
 */
export function InterruptedRun({ run, account, onContinue, onStop }: InterruptedRunProps) {
  const { gone, notSent, unknown } = interruptedCounts(run)
  const settled = run.files.filter(({ outcome }) => outcome.state !== 'waiting')
  return (
    <div className="deletion">
      <div className="deletion-header">
        <span className="deletion-name">{t('deletion.name', { count: run.files.length })}</span>
        <span className="deletion-mark">{t('deletion.interrupted')}</span>
      </div>
      <p className="deletion-phase">{t('deletion.interrupted.counts', { gone, notSent, unknown })}</p>
      <AccountLine account={run} openAccount={account} />
      <ResultBody files={settled}>
        {settled.length === 0 && <p className="deletion-phase">{t('deletion.interrupted.none')}</p>}
      </ResultBody>
      {run.needsSignIn && (
        <Note tone="warn">{t('deletion.interrupted.signIn', { account: run.accountId })}</Note>
      )}
      <div className="deletion-actions">
        <Button size="small" isDisabled={!canContinue(run)} icon={<Play aria-hidden />} onPress={onContinue}>
          {t('deletion.continue')}
        </Button>
        <Button variant="danger-plain" size="small" icon={<OctagonX aria-hidden />} onPress={onStop}>
          {t('action.stop')}
        </Button>
      </div>
    </div>
  )
}
