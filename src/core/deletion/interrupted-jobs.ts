import type { JobView } from '../../shared/deletion'
import { accountKey, accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { FoundJournal, JobJournal, JobJournals } from './journal'
import { assetsOf, recover, settleAfterInterruption, vanishedFrom, type InterruptedJob } from './recover'
import { notDeleted, withOutcomes } from './job-state'
import { takeSnapshotAfter, toSnapshot } from './snapshot'

/**
 * Jobs that an earlier run of the app did not end (docs/rules.md#p5). They are settled by listing as soon as their server and account
 * are connected, and none of them sends a DELETE before the user says so.
 */
export class InterruptedJobs {
  /** Journals of which not even the first line can be read, as of a newer version: they are left as they are. */
  unreadable = 0
  private jobs: InterruptedJob[] = []
  /** One at a time: two listings would tell the same end twice. */
  private settling: Promise<void> = Promise.resolve()
  private recording: Promise<void> = Promise.resolve()

  constructor(
    private readonly journals: JobJournals,
    private readonly tell: {
      readonly onChange: () => void
      /** A job of which nothing was left to ask: listing alone has ended it. */
      readonly onEnded: (view: JobView) => void
      /** A job that ended in an earlier run, perhaps just before the app died. Rejects where it can't be recorded. */
      readonly ensureRecorded: (view: JobView) => Promise<void>
    },
  ) {}

  async load(): Promise<void> {
    const found = await this.journals.find()
    const recovered = found.open.map((journal) => ({ journal, job: recover(journal) }))
    this.jobs = recovered.flatMap(({ job }) => job ?? [])
    this.unreadable = recovered.filter(({ journal, job }) => journal.isReadOnly && job === null).length
    this.tell.onChange()
    this.recording = this.recordEnded(found.ended)
  }

  /** Settles when what earlier runs ended is recorded, or cannot be now. */
  recorded(): Promise<void> {
    return this.recording
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
  settle(open: OpenConnection): Promise<void> {
    this.settling = this.settling.then(() => this.settleAll(open))
    return this.settling
  }

  private async settleAll(open: OpenConnection): Promise<void> {
    for (const job of this.jobs.filter((each) => isItsServer(each, open) && hasUnknown(each))) {
      const { head } = job
      const touched = { context: head.context, segmentIds: head.segmentIds }
      const planned = toSnapshot(assetsOf(head))
      try {
        const now = await takeSnapshotAfter(open.client, touched, planned)
        const view = withOutcomes(job.view, (file) =>
          settleAfterInterruption(file, now.get(file.key), planned.get(file.key)),
        )
        const vanished = vanishedFrom(now, job)
        await this.keep(job, vanished.length === 0 ? view : endOnVanished({ ...view, vanished }))
      } catch {
        // Not knowing is the state that it was in; it is shown as such.
      }
    }
  }

  /** The user ends it: what was not asked for stays, what is not known is told as not checked. */
  async stop(jobId: string): Promise<JobView | null> {
    const job = this.take(jobId)
    if (job === null) return null
    const settled = withOutcomes(job.view, ({ outcome }) => {
      if (outcome.state === 'waiting') return notDeleted('stopped-by-user')
      return outcome.state === 'unknown' || outcome.state === 'asked' ? { state: 'not-checked' } : outcome
    })
    const view: JobView = { ...settled, phase: 'done', stop: { reason: 'by-user' } }
    if (!job.isReadOnly)
      await this.orPutBack(job, async () => (await this.journals.reopen(job.fileName)).end(view))
    this.tell.onChange()
    return view
  }

  /** Hands the job over to go on: from here on it is a running one. */
  async takeForContinuing(
    jobId: string,
    at: number,
  ): Promise<{ job: InterruptedJob; journal: JobJournal } | null> {
    const job = this.jobs.find(({ head }) => head.jobId === jobId)
    if (job === undefined || job.isReadOnly || hasUnknown(job)) return null
    this.take(jobId)
    const journal = await this.orPutBack(job, async () => {
      const reopened = await this.journals.reopen(job.fileName)
      await reopened.resume(at)
      return reopened
    })
    this.tell.onChange()
    return { job, journal }
  }

  private async keep(job: InterruptedJob, view: JobView): Promise<void> {
    const { jobId } = job.head
    // The user was quicker, and stopped it while it was listed.
    if (!this.has(jobId)) return
    this.jobs = this.jobs.map((each) => (each === job ? { ...job, view } : each))
    this.tell.onChange()
    if (job.isReadOnly) return
    const journal = await this.journals.reopen(job.fileName)
    for (const [n, file] of view.files.entries()) {
      if (file.outcome !== job.view.files[n]?.outcome) await journal.note(n, file)
    }
    if (view.files.some(({ outcome }) => outcome.state === 'waiting')) return
    const taken = this.take(jobId)
    if (taken === null) return
    const ended: JobView = { ...view, phase: 'done' }
    await this.orPutBack(taken, () => journal.end(ended))
    this.tell.onChange()
    this.tell.onEnded(ended)
  }

  /** A journal goes once the activity has all of it; one that cannot be read on stays. */
  private async recordEnded(ended: readonly FoundJournal[]): Promise<void> {
    for (const journal of ended) {
      const job = recover(journal)
      try {
        if (job !== null) await this.tell.ensureRecorded(job.view)
        await this.journals.remove(journal.fileName)
      } catch {
        // It is tried again at the next start.
      }
    }
  }

  /** Whoever takes it ends it or goes on with it; nobody else can at the same time. */
  private take(jobId: string): InterruptedJob | null {
    const job = this.jobs.find(({ head }) => head.jobId === jobId) ?? null
    this.jobs = this.jobs.filter((other) => other !== job)
    return job
  }

  private async orPutBack<Value>(job: InterruptedJob, work: () => Promise<Value>): Promise<Value> {
    try {
      return await work()
    } catch (error) {
      this.jobs = [job, ...this.jobs]
      throw error
    }
  }
}

export function isItsServer(job: InterruptedJob, open: OpenConnection | null): boolean {
  return open !== null && accountKeyOf(open) === accountKey(job.head)
}

function hasUnknown({ view }: InterruptedJob): boolean {
  return view.files.some(({ outcome }) => outcome.state === 'unknown' || outcome.state === 'asked')
}

/** Where more is missing than was asked for, nothing more is asked for. See docs/rules.md#p4. */
function endOnVanished(view: JobView): JobView {
  const settled = withOutcomes(view, ({ outcome }) =>
    outcome.state === 'waiting' ? notDeleted('job-stopped') : outcome,
  )
  return { ...settled, stop: { reason: 'vanished-unasked' } }
}
