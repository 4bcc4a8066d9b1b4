import type { AssetKey } from '../../shared/asset'
import type { DeletionQuestion, DeletionRun, SelectedAsset } from '../../shared/deletion'
import { fail, type Result } from '../../shared/result'
import { assetKey } from '../assets/asset-key'
import type { ConnectionAccess } from '../connections/connection-access'
import type { OpenConnection } from '../connections/open-connection'
import type { PlanChoice } from './plan'

/** The steps of an ordinary deletion, which a replacement takes too. */
export interface PlanSteps {
  readonly planDeletion: (selection: readonly SelectedAsset[]) => Promise<Result<DeletionQuestion>>
  readonly choosePlan: (planId: string, choice: PlanChoice) => Result<DeletionQuestion>
  readonly confirmPlan: (planId: string) => Promise<Result<DeletionRun>>
  readonly discardPlan: (planId: string) => void
  readonly currentRun: () => DeletionRun | null
}

export interface ReplacementsPorts {
  readonly plans: PlanSteps
  readonly connections: ConnectionAccess
}

/** A file that can be sent once every file at its destination is gone. */
export interface BlockedUploadFile {
  readonly id: string
  /** The listed files at the destination; at least one. */
  readonly there: readonly SelectedAsset[]
}

/** Files that wait until their destinations are cleared. Exactly one of `proceed` and `abandon` is called, once. */
export interface PendingReplacement {
  readonly files: readonly BlockedUploadFile[]
  /** Acquires a lease of the sources, for as long as the question is open and the deletion runs. Returns its release function. */
  readonly acquire: () => () => void
  /** Whether the sources still exist, checked while the lease is held. If not, nothing may be deleted for them. */
  readonly isAvailable: () => Promise<boolean>
  /** The deletion on this connection has ended. Files in `stillBlocked` must not be sent. */
  readonly proceed: (open: OpenConnection, stillBlocked: ReadonlySet<string>) => Promise<void>
  /** Nothing was deleted: the question was discarded or is no longer valid. */
  readonly abandon: () => void
}

interface OpenQuestion {
  readonly replacement: PendingReplacement
  /** Releases the sources. */
  readonly release: () => void
}

interface ActiveReplacement {
  readonly replacement: PendingReplacement
  /** The connection of the deletion. The files are sent on it too, even if the user opens another one. */
  readonly open: OpenConnection
  /** Releases the session and the sources. */
  readonly release: () => void
}

/** The same number as in the plan store. */
const maxPlans = 8
const planUnknown = fail({ kind: 'plan-unknown', retry: 'no' })

/**
 * Replaces files by deleting them first, with the usual confirmation, copies and checks. The new files are sent after that
 * deletion has ended. The state is only in memory: after a crash the replaced file is still in the bin.
 */
export class Replacements {
  private readonly questions = new Map<string, OpenQuestion>()
  /** Plan ids that are being confirmed, so that no question is confirmed twice. */
  private readonly confirming = new Set<string>()
  private readonly activeByRun = new Map<string, ActiveReplacement>()
  /** Files that are being sent after their deletion. */
  private readonly proceeding = new Set<Promise<void>>()
  /** Incremented when all questions are forgotten, so that those being created or confirmed are dropped too. */
  private generation = 0

  constructor(private readonly ports: ReplacementsPorts) {}

  /**
   * Plans the deletion of all blocking files. After a failure nothing is pending. Failures: those of `planDeletion`, `plan-unknown` (the questions were forgotten, or a source is gone).
   */
  async createQuestion(replacement: PendingReplacement): Promise<Result<DeletionQuestion>> {
    const pending = { replacement, release: replacement.acquire() }
    let isOpen = false
    try {
      const { generation } = this
      if (!(await replacement.isAvailable())) return planUnknown
      const question = await this.ports.plans.planDeletion(replacement.files.flatMap(({ there }) => there))
      if (!question.ok) return question
      const { planId } = question.value
      isOpen = generation === this.generation
      if (isOpen) this.storeQuestion(planId, pending)
      else this.ports.plans.discardPlan(planId)
      return isOpen ? question : planUnknown
    } finally {
      if (!isOpen) pending.release()
    }
  }

  /** Whether files wait for the deletion of this plan, also while it is being confirmed. */
  isAwaited(planId: string): boolean {
    return this.questions.has(planId) || this.confirming.has(planId)
  }

  choosePlan(planId: string, choice: PlanChoice): Result<DeletionQuestion> {
    if (this.confirming.has(planId)) return planUnknown
    const pending = this.takeQuestion(planId)
    const question = this.ports.plans.choosePlan(planId, choice)
    if (pending === undefined) return question
    if (question.ok) this.storeQuestion(question.value.planId, pending)
    else abandonQuestion(pending)
    return question
  }

  discardQuestion(planId: string): void {
    const pending = this.takeQuestion(planId)
    this.ports.plans.discardPlan(planId)
    if (pending !== undefined) abandonQuestion(pending)
  }

  /** Failures: those of `Deletions.confirmPlan`; `plan-unknown` also while it is being confirmed, or if a source is gone. */
  async confirmQuestion(planId: string): Promise<Result<DeletionRun>> {
    if (this.confirming.has(planId)) return planUnknown
    const pending = this.takeQuestion(planId)
    if (pending === undefined) return this.ports.plans.confirmPlan(planId)
    this.confirming.add(planId)
    try {
      return await this.confirmOpenQuestion(planId, pending)
    } finally {
      this.confirming.delete(planId)
    }
  }

  private async confirmOpenQuestion(planId: string, pending: OpenQuestion): Promise<Result<DeletionRun>> {
    // A question can only be confirmed on the connection that it was made on.
    const open = this.ports.connections.current()
    const releaseConnection = open === null ? () => undefined : this.ports.connections.acquire(open)
    const { generation } = this
    const started = await this.confirmIfAvailable(planId, pending.replacement).catch((error: unknown) => {
      releaseConnection()
      abandonQuestion(pending)
      throw error
    })
    if (!started.ok || open === null) {
      releaseConnection()
      if (generation === this.generation && this.canReopen(started)) this.storeQuestion(planId, pending)
      else abandonQuestion(pending)
      return started
    }
    const { id } = started.value
    const release = (): void => {
      releaseConnection()
      pending.release()
    }
    this.activeByRun.set(id, { replacement: pending.replacement, open, release })
    // The run may have ended before we knew its id.
    const current = this.ports.plans.currentRun()
    if (current?.id === id && current.phase === 'done') this.runEnded(current)
    return started
  }

  private async confirmIfAvailable(
    planId: string,
    replacement: PendingReplacement,
  ): Promise<Result<DeletionRun>> {
    const { plans } = this.ports
    const { generation } = this
    if ((await replacement.isAvailable()) && generation === this.generation) return plans.confirmPlan(planId)
    plans.discardPlan(planId)
    return planUnknown
  }

  /** A deletion has ended: sends the files whose destinations it cleared, and reports the others. */
  runEnded(run: DeletionRun): void {
    const active = this.activeByRun.get(run.id)
    if (active === undefined) return
    this.activeByRun.delete(run.id)
    const gone = new Set<AssetKey>(run.files.filter(isGone).map(({ key }) => key))
    const isBlocked = ({ there }: BlockedUploadFile): boolean =>
      !there.every((asset) => gone.has(assetKey(asset)))
    const { replacement, open, release } = active
    const stillBlocked = new Set(replacement.files.filter(isBlocked).map(({ id }) => id))
    const proceeding = replacement
      .proceed(open, stillBlocked)
      // Nothing to undo: the sources are unchanged, and the result of the deletion remains valid.
      .catch(() => undefined)
      .finally(() => {
        this.proceeding.delete(proceeding)
        release()
      })
    this.proceeding.add(proceeding)
  }

  /** Resolves when the files of all deletions that have ended are sent, or reported. */
  async whenSettled(): Promise<void> {
    await Promise.all(this.proceeding)
  }

  /** Drops all questions: after a sign-out, a switch of account or a reload of the window none can be confirmed. */
  forgetQuestions(): void {
    this.generation += 1
    const dropped = [...this.questions.values()]
    this.questions.clear()
    for (const pending of dropped) abandonQuestion(pending)
  }

  /** Whether a question that could not be confirmed stays open for another attempt. An unknown plan does not. */
  private canReopen(started: Result<DeletionRun>): boolean {
    return (
      started.ok || (started.failure.kind !== 'plan-unknown' && this.ports.connections.current() !== null)
    )
  }

  private storeQuestion(planId: string, pending: OpenQuestion): void {
    this.questions.set(planId, pending)
    const [oldest] = this.questions.entries()
    if (this.questions.size <= maxPlans || oldest === undefined) return
    const [oldestPlanId, oldestQuestion] = oldest
    this.questions.delete(oldestPlanId)
    abandonQuestion(oldestQuestion)
  }

  private takeQuestion(planId: string): OpenQuestion | undefined {
    const pending = this.questions.get(planId)
    this.questions.delete(planId)
    return pending
  }
}

function abandonQuestion({ replacement, release }: OpenQuestion): void {
  release()
  replacement.abandon()
}

function isGone({ outcome }: DeletionRun['files'][number]): boolean {
  return outcome.state === 'deleted-and-verified' || outcome.state === 'already-gone'
}
