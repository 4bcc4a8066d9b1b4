import { Play, OctagonX } from 'lucide-react'
import type { JobView } from '../../../shared/deletion'
import { Button } from '../../components/button'
import { Note } from '../../components/note'
import { OriginLine } from '../../components/origin-line'
import { t } from '../../lib/intl'
import { ResultBody } from './delete-result'
import { interruptedCounts } from './outcome'

interface InterruptedJobProps {
  readonly job: JobView
  /** The account that is open, or null. */
  readonly account: string | null
  readonly onContinue: () => void
  readonly onStop: () => void
}

export function canContinue(job: JobView): boolean {
  const { notSent, unknown } = interruptedCounts(job)
  return !job.needsSignIn && unknown === 0 && notSent > 0
}

/** A deletion that the app could not end: what is known of it, and the two ways on. Nothing is sent before one is chosen. */
export function InterruptedJob({ job, account, onContinue, onStop }: InterruptedJobProps) {
  const { gone, notSent, unknown } = interruptedCounts(job)
  const settled = job.files.filter(({ outcome }) => outcome.state !== 'waiting')
  return (
    <div className="job">
      <div className="job-head">
        <span className="job-name">{t('job.name', { count: job.files.length })}</span>
        <span className="job-mark">{t('job.interrupted')}</span>
      </div>
      <p className="job-phase">{t('job.interrupted.counts', { gone, notSent, unknown })}</p>
      <OriginLine origin={job} openAccount={account} />
      <ResultBody files={settled}>
        {settled.length === 0 && <p className="job-phase">{t('job.interrupted.none')}</p>}
      </ResultBody>
      {job.needsSignIn && <Note tone="warn">{t('job.interrupted.signIn', { account: job.accountId })}</Note>}
      <div className="job-ways">
        <Button size="small" isDisabled={!canContinue(job)} icon={<Play aria-hidden />} onPress={onContinue}>
          {t('job.continue')}
        </Button>
        <Button look="danger-plain" size="small" icon={<OctagonX aria-hidden />} onPress={onStop}>
          {t('action.stop')}
        </Button>
      </div>
    </div>
  )
}
