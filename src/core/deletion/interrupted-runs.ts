import type { DeletionRun } from '../../shared/deletion'
import { accountKey, accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { FoundJournal, RunJournal, RunJournals } from './journal'
import { assetsOf, recover, settleAfterInterruption, vanishedFrom, type InterruptedRun } from './recover'
import { notDeleted, withOutcomes } from './run-state'
import { takeSnapshotAfter, toSnapshot } from './snapshot'

/**
 * Jobs that an earlier run of the app did not end (docs/rules.md#p5). They are settled by listing as soon as their server and account
 * are connected, and none of them sends a DELETE before the user says so.
 */
export class InterruptedRuns {
  /** Journals of which not even the first line can be read, as of a newer version: they are left as they are. */
  unreadableCount = 0
  private runs: InterruptedRun[] = []
  /** One at a time: two listings would tell the same end twice. */
  private settling: Promise<void> = Promise.resolve()
  private recording: Promise<void> = Promise.resolve()

  constructor(
    private readonly journals: RunJournals,
    private readonly tell: {
      readonly onChange: () => void
      /** A job of which nothing was left to ask: listing alone has ended it. */
      readonly onEnded: (view: DeletionRun) => void
      /** A job that ended in an earlier run, perhaps just before the app died. Rejects where it can't be recorded. */
      readonly ensureRecorded: (view: DeletionRun) => Promise<void>
    },
  ) {}

  async loadInterrupted(): Promise<void> {
    const found = await this.journals.findJournals()
    const recovered = found.unfinished.map((journal) => ({ journal, run: recover(journal) }))
    this.runs = recovered.flatMap(({ run }) => run ?? [])
    this.unreadableCount = recovered.filter(({ journal, run }) => journal.isReadOnly && run === null).length
    this.tell.onChange()
    this.recording = this.recordEnded(found.finished)
  }

  /** Settles when what earlier runs ended is recorded, or cannot be now. */
  whenRecorded(): Promise<void> {
    return this.recording
  }

  /** The oldest, which is the one that is asked about. */
  first(): InterruptedRun | null {
    return this.runs[0] ?? null
  }

  has(runId: string): boolean {
    return this.runs.some(({ head }) => head.jobId === runId)
  }

  view(open: OpenConnection | null): DeletionRun | null {
    const run = this.first()
    return run === null ? null : { ...run.view, needsSignIn: !isItsServer(run, open) }
  }

  /** Lists what may have been asked for. A listing that fails leaves the job as it is, for the next try. */
  settle(open: OpenConnection): Promise<void> {
    this.settling = this.settling.then(() => this.settleAll(open))
    return this.settling
  }

  private async settleAll(open: OpenConnection): Promise<void> {
    for (const run of this.runs.filter((each) => isItsServer(each, open) && hasUnknown(each))) {
      const { head } = run
      const touched = { context: head.context, segmentIds: head.segmentIds }
      const planned = toSnapshot(assetsOf(head))
      try {
        const now = await takeSnapshotAfter(open.client, touched, planned)
        const view = withOutcomes(run.view, (file) =>
          settleAfterInterruption(file, now.get(file.key), planned.get(file.key)),
        )
        const vanished = vanishedFrom(now, run)
        await this.keep(run, vanished.length === 0 ? view : endOnVanished({ ...view, vanished }))
      } catch {
        // Not knowing is the state that it was in; it is shown as such.
      }
    }
  }

  /** The user ends it: what was not asked for stays, what is not known is told as not checked. */
  async stopRun(runId: string): Promise<DeletionRun | null> {
    const run = this.take(runId)
    if (run === null) return null
    const settled = withOutcomes(run.view, ({ outcome }) => {
      if (outcome.state === 'waiting') return notDeleted('stopped-by-user')
      return outcome.state === 'unknown' || outcome.state === 'asked' ? { state: 'not-checked' } : outcome
    })
    const view: DeletionRun = { ...settled, phase: 'done', stop: { reason: 'by-user' } }
    if (!run.isReadOnly)
      await this.orPutBack(run, async () => (await this.journals.reopenJournal(run.fileName)).recordEnd(view))
    this.tell.onChange()
    return view
  }

  /** Hands the job over to go on: from here on it is a running one. */
  async takeForContinuing(
    runId: string,
    at: number,
  ): Promise<{ run: InterruptedRun; journal: RunJournal } | null> {
    const run = this.runs.find(({ head }) => head.jobId === runId)
    if (run === undefined || run.isReadOnly || hasUnknown(run)) return null
    this.take(runId)
    const journal = await this.orPutBack(run, async () => {
      const reopened = await this.journals.reopenJournal(run.fileName)
      await reopened.recordResumed(at)
      return reopened
    })
    this.tell.onChange()
    return { run, journal }
  }

  private async keep(run: InterruptedRun, view: DeletionRun): Promise<void> {
    const { jobId: runId } = run.head
    // The user was quicker, and stopped it while it was listed.
    if (!this.has(runId)) return
    this.runs = this.runs.map((each) => (each === run ? { ...run, view } : each))
    this.tell.onChange()
    if (run.isReadOnly) return
    const journal = await this.journals.reopenJournal(run.fileName)
    for (const [n, file] of view.files.entries()) {
      if (file.outcome !== run.view.files[n]?.outcome) await journal.recordState(n, file)
    }
    if (view.files.some(({ outcome }) => outcome.state === 'waiting')) return
    const taken = this.take(runId)
    if (taken === null) return
    const ended: DeletionRun = { ...view, phase: 'done' }
    await this.orPutBack(taken, () => journal.recordEnd(ended))
    this.tell.onChange()
    this.tell.onEnded(ended)
  }

  /** A journal goes once the activity has all of it; one that cannot be read on stays. */
  private async recordEnded(ended: readonly FoundJournal[]): Promise<void> {
    for (const journal of ended) {
      const run = recover(journal)
      try {
        if (run !== null) await this.tell.ensureRecorded(run.view)
        await this.journals.removeJournal(journal.fileName)
      } catch {
        // It is tried again at the next start.
      }
    }
  }

  /** Whoever takes it ends it or goes on with it; nobody else can at the same time. */
  private take(runId: string): InterruptedRun | null {
    const run = this.runs.find(({ head }) => head.jobId === runId) ?? null
    this.runs = this.runs.filter((other) => other !== run)
    return run
  }

  private async orPutBack<Value>(run: InterruptedRun, work: () => Promise<Value>): Promise<Value> {
    try {
      return await work()
    } catch (error) {
      this.runs = [run, ...this.runs]
      throw error
    }
  }
}

export function isItsServer(run: InterruptedRun, open: OpenConnection | null): boolean {
  return open !== null && accountKeyOf(open) === accountKey(run.head)
}

function hasUnknown({ view }: InterruptedRun): boolean {
  return view.files.some(({ outcome }) => outcome.state === 'unknown' || outcome.state === 'asked')
}

/** Where more is missing than was asked for, nothing more is asked for. See docs/rules.md#p4. */
function endOnVanished(view: DeletionRun): DeletionRun {
  const settled = withOutcomes(view, ({ outcome }) =>
    outcome.state === 'waiting' ? notDeleted('job-stopped') : outcome,
  )
  return { ...settled, stop: { reason: 'vanished-unasked' } }
}
