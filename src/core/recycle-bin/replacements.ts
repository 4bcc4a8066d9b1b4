import type { AssetKey } from '../../shared/asset'
import type { DeletionQuestion, DeletionRun, SelectedAsset } from '../../shared/deletion'
import { fail, type Result } from '../../shared/result'
import { assetKey } from '../assets/asset-key'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { Deletions, PlanChoice } from '../deletion/deletions'
import type { RecycleBin } from './recycle-bin'
import type { Restores } from './restores'

export interface ReplacementsPorts {
  readonly deletions: Pick<
    Deletions,
    'planDeletion' | 'choosePlan' | 'confirmPlan' | 'discardPlan' | 'currentRun'
  >
  readonly restores: Pick<Restores, 'currentRestore' | 'startAfterDeletion'>
  readonly bin: Pick<RecycleBin, 'findCopy' | 'pin'>
  readonly connection: () => OpenConnection | null
  readonly acquire: (open: OpenConnection) => () => void
}

/** A file that can be sent once every file at its destination is gone. */
interface BlockedUploadFile {
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
  /** Incremented when all questions are forgotten, so that those being created or confirmed are dropped too. */
  private generation = 0

  constructor(private readonly ports: ReplacementsPorts) {}

  /**
   * Plans the deletion of the files that blocked these copies in the latest restore. Failures: `request-invalid` (a copy
   * that was not blocked, a restore of another account, or files of several projects), those of `Deletions.planDeletion`.
   */
  async planReplacement(copyIds: readonly string[]): Promise<Result<DeletionQuestion>> {
    const copies = this.findBlocked(copyIds)
    if (copies === null) return fail({ kind: 'request-invalid', retry: 'no' })
    const ids = copies.map(({ id }) => id)
    const { bin, restores } = this.ports
    return this.createQuestion({
      files: copies,
      // Pinned, so that they are not evicted to make space for the copies of the files that they replace.
      acquire: () => bin.pin(ids),
      isAvailable: async () =>
        (await Promise.all(ids.map((id) => bin.findCopy(id)))).every((entry) => entry !== null),
      proceed: (open, stillBlocked) => restores.startAfterDeletion(open, ids, stillBlocked),
      // The copies stay in the bin, and the restore has already reported why.
      abandon: () => undefined,
    })
  }

  /**
   * Plans the deletion of all blocking files. After a failure nothing is pending. Failures: those of
   * `Deletions.planDeletion`, `plan-unknown` (the questions were forgotten, or a source is gone).
   */
  async createQuestion(replacement: PendingReplacement): Promise<Result<DeletionQuestion>> {
    const pending = { replacement, release: replacement.acquire() }
    let isOpen = false
    try {
      const { generation } = this
      if (!(await replacement.isAvailable())) return planUnknown
      const question = await this.ports.deletions.planDeletion(
        replacement.files.flatMap(({ there }) => there),
      )
      if (!question.ok) return question
      const { planId } = question.value
      isOpen = generation === this.generation
      if (isOpen) this.storeQuestion(planId, pending)
      else this.ports.deletions.discardPlan(planId)
      return isOpen ? question : planUnknown
    } finally {
      if (!isOpen) pending.release()
    }
  }

  choosePlan(planId: string, choice: PlanChoice): Result<DeletionQuestion> {
    if (this.confirming.has(planId)) return planUnknown
    const pending = this.takeQuestion(planId)
    const question = this.ports.deletions.choosePlan(planId, choice)
    if (pending === undefined) return question
    if (question.ok) this.storeQuestion(question.value.planId, pending)
    else abandonQuestion(pending)
    return question
  }

  discardQuestion(planId: string): void {
    const pending = this.takeQuestion(planId)
    this.ports.deletions.discardPlan(planId)
    if (pending !== undefined) abandonQuestion(pending)
  }

  /** Failures: those of `Deletions.confirmPlan`; `plan-unknown` also while it is being confirmed, or if a source is gone. */
  async confirmQuestion(planId: string): Promise<Result<DeletionRun>> {
    if (this.confirming.has(planId)) return planUnknown
    const pending = this.takeQuestion(planId)
    if (pending === undefined) return this.ports.deletions.confirmPlan(planId)
    this.confirming.add(planId)
    try {
      return await this.confirmOpenQuestion(planId, pending)
    } finally {
      this.confirming.delete(planId)
    }
  }

  private async confirmOpenQuestion(planId: string, pending: OpenQuestion): Promise<Result<DeletionRun>> {
    // A question can only be confirmed on the connection that it was made on.
    const open = this.ports.connection()
    const releaseConnection = open === null ? () => undefined : this.ports.acquire(open)
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
    const current = this.ports.deletions.currentRun()
    if (current?.id === id && current.phase === 'done') this.runEnded(current)
    return started
  }

  private async confirmIfAvailable(
    planId: string,
    replacement: PendingReplacement,
  ): Promise<Result<DeletionRun>> {
    const { deletions } = this.ports
    const { generation } = this
    if ((await replacement.isAvailable()) && generation === this.generation)
      return deletions.confirmPlan(planId)
    deletions.discardPlan(planId)
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
    void replacement
      .proceed(open, stillBlocked)
      // Nothing to undo: the sources are unchanged, and the result of the deletion remains valid.
      .catch(() => undefined)
      .finally(release)
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
    return started.ok || (started.failure.kind !== 'plan-unknown' && this.ports.connection() !== null)
  }

  private findBlocked(copyIds: readonly string[]): readonly BlockedUploadFile[] | null {
    const view = this.ports.restores.currentRestore()
    const open = this.ports.connection()
    // A restore of another account does not count, even if the files have the same paths.
    if (view?.isDone !== true || open === null || view.accountKey !== accountKeyOf(open)) return null
    const blockersByCopy = new Map(
      view.files.map(({ copyId, outcome }) => [copyId, outcome.state === 'name-taken' ? outcome.there : []]),
    )
    const copies = [...new Set(copyIds)].map((id) => ({ id, there: blockersByCopy.get(id) ?? [] }))
    return copies.every(({ there }) => there.length > 0) ? copies : null
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
