import type { JobView } from '../../shared/deletion'
import type { OpenConnection } from '../connections/connections'
import type { JobJournal, JobJournals } from './journal'
import { assetsOf, recover, settleAfterInterruption, type InterruptedJob } from './recover'
import { notDeleted, withOutcomes } from './job-state'
import { takeSnapshotAfter, toSnapshot } from './snapshot'

/**
 * Jobs that an earlier run of the app did not end (P5). They are settled by listing as soon as their server and account
 * are connected, and none of them sends a DELETE before the user says so.
 */
export class InterruptedJobs {
  private jobs: InterruptedJob[] = []

  constructor(
    private readonly journals: JobJournals,
    private readonly tell: {
      readonly onChange: () => void
      /** A job of which nothing was left to ask: listing alone has ended it. */
      readonly onEnded: (view: JobView) => void
    },
  ) {}

  async load(): Promise<void> {
    const found = await this.journals.findOpen()
    this.jobs = found.map(recover).filter((job) => job !== null)
    this.tell.onChange()
  }

  /** The oldest, which is the one that is asked about. */
  first(): InterruptedJob | null {
    return this.jobs[0] ?? null
  }

  has(jobId: string): boolean {
    return this.jobs.some(({ head }) => head.jobId === jobId)
  }

  view(open: OpenConnection | null): JobView | null {
    const job = this.first()
    return job === null ? null : { ...job.view, needsSignIn: !isItsServer(job, open) }
  }

  /** Lists what may have been asked for. A listing that fails leaves the job as it is, for the next try. */
  async settle(open: OpenConnection): Promise<void> {
    for (const job of this.jobs.filter((each) => isItsServer(each, open) && hasUnknown(each))) {
      const { head } = job
      const touched = { context: head.context, segmentIds: head.segmentIds }
      const planned = toSnapshot(assetsOf(head))
      try {
        const now = await takeSnapshotAfter(open.client, touched, planned)
        const view = withOutcomes(job.view, (file) =>
          settleAfterInterruption(file, now.get(file.key), planned.get(file.key)),
        )
        await this.keep(job, view)
      } catch {
        // Not knowing is the state that it was in; it is shown as such.
      }
    }
  }

  /** The user ends it: what was not asked for stays, what is not known is told as not checked. */
  async stop(jobId: string): Promise<JobView | null> {
    const job = this.jobs.find(({ head }) => head.jobId === jobId)
    if (job === undefined) return null
    const settled = withOutcomes(job.view, ({ outcome }) => {
      if (outcome.state === 'waiting') return notDeleted('stopped-by-user')
      return outcome.state === 'unknown' || outcome.state === 'asked' ? { state: 'not-checked' } : outcome
    })
    const view: JobView = { ...settled, phase: 'done', stop: { reason: 'by-user' } }
    if (!job.isReadOnly) await (await this.journals.reopen(job.fileName)).end(view)
    this.forget(jobId)
    return view
  }

  /** Hands the job over to go on: from here on it is a running one. */
  async takeForContinuing(
    jobId: string,
    at: number,
  ): Promise<{ job: InterruptedJob; journal: JobJournal } | null> {
    const job = this.jobs.find(({ head }) => head.jobId === jobId)
    if (job === undefined || job.isReadOnly || hasUnknown(job)) return null
    const journal = await this.journals.reopen(job.fileName)
    await journal.resume(at)
    this.forget(jobId)
    return { job, journal }
  }

  private async keep(job: InterruptedJob, view: JobView): Promise<void> {
    this.jobs = this.jobs.map((each) => (each === job ? { ...job, view } : each))
    this.tell.onChange()
    if (job.isReadOnly) return
    const journal = await this.journals.reopen(job.fileName)
    for (const [n, { outcome, copyId }] of view.files.entries()) {
      if (outcome !== job.view.files[n]?.outcome) await journal.note(n, outcome, copyId)
    }
    if (view.files.some(({ outcome }) => outcome.state === 'waiting')) return
    const ended: JobView = { ...view, phase: 'done' }
    await journal.end(ended)
    this.forget(job.head.jobId)
    this.tell.onEnded(ended)
  }

  private forget(jobId: string): void {
    this.jobs = this.jobs.filter(({ head }) => head.jobId !== jobId)
    this.tell.onChange()
  }
}

export function isItsServer(job: InterruptedJob, open: OpenConnection | null): boolean {
  return (
    open !== null && open.serverKey === job.head.serverKey && open.connection.accountId === job.head.accountId
  )
}

function hasUnknown({ view }: InterruptedJob): boolean {
  return view.files.some(({ outcome }) => outcome.state === 'unknown' || outcome.state === 'asked')
}
