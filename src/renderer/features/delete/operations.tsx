import { OctagonX } from 'lucide-react'
import { useStore } from 'zustand/react'
import type { MouseEvent } from 'react'
import type { JobView } from '../../../shared/deletion'
import type { ContextItem } from '../../../shared/menu'
import { Button } from '../../components/button'
import { FailureNote } from '../../components/failure-note'
import { OriginLine } from '../../components/origin-line'
import { ProgressLine } from '../../components/progress-line'
import { Spinner } from '../../components/spinner'
import { useContextMenu } from '../../lib/context-menu'
import { t } from '../../lib/intl'
import { Countdown } from '../../components/countdown'
import { DeleteResult } from './delete-result'
import { isRunning, type DeleteStore } from './delete-store'
import { canContinue, InterruptedJob } from './interrupted-job'
import { jobPercent } from './outcome'
import './operations.css'

interface OperationsProps {
  readonly store: DeleteStore
  /** The account that is open, or null. */
  readonly account: string | null
  /** Puts a file back from its copy; absent where nothing can be restored. */
  readonly onRestore?: (copyId: string) => void
}

interface RunningJobProps extends Pick<OperationsProps, 'account'> {
  readonly job: JobView
  readonly onStop: () => void
}

function RunningJob({ job, account, onStop }: RunningJobProps) {
  const name = t('job.name', { count: job.files.length })
  const settled = job.files.filter(({ outcome }) => outcome.state !== 'waiting' && outcome.state !== 'asking')
  const phase = job.phase === 'done' || job.phase === 'interrupted' ? 'verifying' : job.phase
  return (
    <div className="job">
      <div className="job-head">
        <span className="job-name">{name}</span>
        <Button
          look="danger-plain"
          size="small"
          isDisabled={job.stopRequested}
          icon={job.stopRequested ? <Spinner /> : <OctagonX aria-hidden />}
          onPress={onStop}
        >
          {t('action.stop')}
        </Button>
      </div>
      <ProgressLine label={name} percent={jobPercent(job)} />
      <p className="job-phase">
        {job.stopRequested
          ? t('job.stopping')
          : t(`job.phase.${phase}`, { done: settled.length, total: job.files.length })}
      </p>
      {job.waitingUntil !== null && (
        <p className="job-phase">
          <Countdown until={job.waitingUntil} />
        </p>
      )}
      <OriginLine origin={job} openAccount={account} />
    </div>
  )
}

/** What the buttons of the card offer. */
function menuOf(job: JobView): readonly ContextItem[] {
  if (job.phase === 'interrupted')
    return [
      { choice: 'job-continue', isEnabled: canContinue(job) },
      { choice: 'job-stop', isEnabled: true },
    ]
  return isRunning(job)
    ? [{ choice: 'job-stop', isEnabled: !job.stopRequested }]
    : [{ choice: 'job-dismiss', isEnabled: true }]
}

/** A deletion that goes on, and what came of it. Not modal: the window stays usable beside it. */
export function Operations({ store, account, onRestore }: OperationsProps) {
  const { job, jobFailure } = useStore(store)
  const open = useContextMenu()
  if (job === null) return null

  async function openMenu(event: MouseEvent, about: JobView) {
    const choice = await open(event, menuOf(about))
    if (store.getState().job?.id !== about.id) return
    if (choice === 'job-stop') void store.stop()
    if (choice === 'job-continue') void store.continueJob()
    if (choice === 'job-dismiss') void store.dismiss()
  }

  return (
    <div className="operations-job" onContextMenu={(event) => void openMenu(event, job)}>
      {jobFailure !== null && <FailureNote failure={jobFailure} />}
      {job.phase === 'interrupted' ? (
        <InterruptedJob
          {...{ job, account }}
          onContinue={() => void store.continueJob()}
          onStop={() => void store.stop()}
        />
      ) : isRunning(job) ? (
        <RunningJob {...{ job, account }} onStop={() => void store.stop()} />
      ) : (
        <DeleteResult
          {...{ job, account }}
          onDismiss={() => void store.dismiss()}
          {...(onRestore === undefined || job.accountKey !== account ? {} : { onRestore })}
        />
      )}
    </div>
  )
}
