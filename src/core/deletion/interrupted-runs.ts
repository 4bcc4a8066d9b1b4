import type { DeletionRun } from '../../shared/deletion'
import { accountKey, accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { FoundJournal, RunJournal, RunJournals } from './journal'
import { assetsOf, recover, settleAfterInterruption, vanishedFrom, type InterruptedRun } from './recover'
import { notDeleted, withOutcomes } from './run-state'
import { takeSnapshotAfter, toSnapshot } from './snapshot'

/**
 * Runs that an earlier session of the app did not end (docs/rules.md#p5). A listing settles them once their server and account
 * are connected. None of them sends a DELETE before the user continues it.
 */
export class InterruptedRuns {
  /** Journals whose first line cannot be read, for example from a newer version. They are left unchanged. */
  unreadableCount = 0
  private runs: InterruptedRun[] = []
  /** One at a time, since two listings would report the same end twice. */
  private settling: Promise<void> = Promise.resolve()
  private recording: Promise<void> = Promise.resolve()

  constructor(
    private readonly journals: RunJournals,
    private readonly callbacks: {
      readonly onChange: () => void
      /** A run with no file left to delete was ended by the listing alone. */
      readonly onEnded: (view: DeletionRun) => void
      /** A run ended in an earlier session, perhaps just before a crash. Rejects if it cannot be recorded. */
      readonly ensureRecorded: (view: DeletionRun) => Promise<void>
    },
  ) {}

  async loadInterrupted(): Promise<void> {
    const found = await this.journals.findJournals()
    const recovered = found.unfinished.map((journal) => ({ journal, run: recover(journal) }))
    this.runs = recovered.flatMap(({ run }) => run ?? [])
    this.unreadableCount = recovered.filter(({ journal, run }) => journal.isReadOnly && run === null).length
    this.callbacks.onChange()
    this.recording = this.recordEnded(found.finished)
  }

  /** Resolves when the runs that ended in an earlier session are recorded, or cannot be recorded now. */
  whenRecorded(): Promise<void> {
    return this.recording
  }

  countOf(account: string): number {
    return this.runs.filter(({ head }) => accountKey(head) === account).length
  }

  /** Journals of an account on disk, ended or not. */
  async countJournals(account: string): Promise<number> {
    const { finished, unfinished } = await this.journals.findOfAccount(account)
    return finished.length + unfinished.length
  }

  /** Removes the journals of ended runs of an account, once they are in the activity log. Rejects with the errors of the disk. */
  async forgetAccount(account: string): Promise<void> {
    await this.recording
    for (const journal of (await this.journals.findOfAccount(account)).finished)
      await this.recordAndRemove(journal)
  }

  /** The oldest one, which the user is asked about. */
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

  /** Lists files whose DELETE may have been sent. If the listing fails, the run stays unchanged until the next attempt. */
  settle(open: OpenConnection): Promise<void> {
    this.settling = this.settling.then(() => this.settleAll(open))
    return this.settling
  }

  private async settleAll(open: OpenConnection): Promise<void> {
    for (const run of this.runs.filter((other) => isItsServer(other, open) && hasUnknown(other))) {
      const { head } = run
      const touched = { context: head.context, segmentIds: head.segmentIds }
      const planned = toSnapshot(assetsOf(head))
      try {
        const snapshot = await takeSnapshotAfter(open.client, touched, planned)
        const view = withOutcomes(run.view, (file) =>
          settleAfterInterruption(file, snapshot.get(file.key), planned.get(file.key)),
        )
        const vanished = vanishedFrom(snapshot, run)
        await this.applySettled(run, vanished.length === 0 ? view : endOnVanished({ ...view, vanished }))
      } catch {
        // The files stay unknown, and are shown as such.
      }
    }
  }

  /** Ends a run at the user's request: waiting files stay on the server, unknown ones become `not-checked`. */
  async stopRun(runId: string): Promise<DeletionRun | null> {
    const run = this.takeRun(runId)
    if (run === null) return null
    const settled = withOutcomes(run.view, ({ outcome }) => {
      if (outcome.state === 'waiting') return notDeleted('stopped-by-user')
      return outcome.state === 'unknown' || outcome.state === 'asked' ? { state: 'not-checked' } : outcome
    })
    const view: DeletionRun = { ...settled, phase: 'done', stop: { reason: 'by-user' } }
    if (!run.isReadOnly)
      await this.restoreOnFailure(run, async () =>
        (await this.journals.reopenJournal(run.fileName)).recordEnd(view),
      )
    this.callbacks.onChange()
    return view
  }

  /** Hands a run over to be continued. Null if it is unknown, read-only or not settled. */
  async takeForContinuing(
    runId: string,
    at: number,
  ): Promise<{ run: InterruptedRun; journal: RunJournal } | null> {
    const run = this.runs.find(({ head }) => head.jobId === runId)
    if (run === undefined || run.isReadOnly || hasUnknown(run)) return null
    this.takeRun(runId)
    const journal = await this.restoreOnFailure(run, async () => {
      const reopened = await this.journals.reopenJournal(run.fileName)
      await reopened.recordResumed(at)
      return reopened
    })
    this.callbacks.onChange()
    return { run, journal }
  }

  private async applySettled(run: InterruptedRun, view: DeletionRun): Promise<void> {
    const { jobId: runId } = run.head
    // The user stopped the run during the listing.
    if (!this.has(runId)) return
    this.runs = this.runs.map((other) => (other === run ? { ...run, view } : other))
    this.callbacks.onChange()
    if (run.isReadOnly) return
    const journal = await this.journals.reopenJournal(run.fileName)
    for (const [n, file] of view.files.entries()) {
      if (file.outcome !== run.view.files[n]?.outcome) await journal.recordState(n, file)
    }
    if (view.files.some(({ outcome }) => outcome.state === 'waiting')) return
    const taken = this.takeRun(runId)
    if (taken === null) return
    const ended: DeletionRun = { ...view, phase: 'done' }
    await this.restoreOnFailure(taken, () => journal.recordEnd(ended))
    this.callbacks.onChange()
    this.callbacks.onEnded(ended)
  }

  /** What fails is tried again at the next start. */
  private async recordEnded(ended: readonly FoundJournal[]): Promise<void> {
    for (const journal of ended) await this.recordAndRemove(journal).catch(() => undefined)
  }

  /** Removes a journal once its run is in the activity log. */
  private async recordAndRemove(journal: FoundJournal): Promise<void> {
    const run = recover(journal)
    if (run !== null) await this.callbacks.ensureRecorded(run.view)
    await this.journals.removeJournal(journal.fileName)
  }

  /** Takes a run off the list, so that only one caller can end or continue it. */
  private takeRun(runId: string): InterruptedRun | null {
    const run = this.runs.find(({ head }) => head.jobId === runId) ?? null
    this.runs = this.runs.filter((other) => other !== run)
    return run
  }

  private async restoreOnFailure<Value>(run: InterruptedRun, work: () => Promise<Value>): Promise<Value> {
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

/** If files vanished, nothing more is deleted (docs/rules.md#p4). */
function endOnVanished(view: DeletionRun): DeletionRun {
  const settled = withOutcomes(view, ({ outcome }) =>
    outcome.state === 'waiting' ? notDeleted('job-stopped') : outcome,
  )
  return { ...settled, stop: { reason: 'vanished-unasked' } }
}
