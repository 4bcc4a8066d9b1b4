import type { AssetKey } from '../../shared/asset'
import type { DeletionQuestion, DeletionRun, SelectedAsset } from '../../shared/deletion'
import { fail, type Result } from '../../shared/result'
import { assetKey } from '../assets/asset-key'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { Deletions } from '../deletion/deletions'
import type { RecycleBin } from './recycle-bin'
import type { Restores } from './restores'

export interface ReplacementsPorts {
  readonly deletions: Pick<
    Deletions,
    'planDeletion' | 'chooseCopies' | 'confirmPlan' | 'discardPlan' | 'currentRun'
  >
  readonly restores: Pick<Restores, 'currentRestore' | 'startAfterDeletion'>
  readonly bin: Pick<RecycleBin, 'findCopy' | 'pin'>
  readonly connection: () => OpenConnection | null
  readonly acquire: (open: OpenConnection) => () => void
}

/** Something that is sent once every file at its place is gone. */
interface BlockedUploadFile {
  readonly id: string
  /** At least one. */
  readonly there: readonly SelectedAsset[]
}

/** What waits for places to be cleared, and is told what came of that: exactly one of `proceed` and `abandon`, once. */
export interface PendingReplacement {
  readonly files: readonly BlockedUploadFile[]
  /** Keeps what it needs from going while the question stands, and while the deletion runs. */
  readonly acquire: () => () => void
  /** Whether what it needs is there, asked while it is held. Where it is not, nothing may be deleted for it. */
  readonly isAvailable: () => Promise<boolean>
  /** The deletion has ended, on this connection. Nothing may be sent where something still stands in the way. */
  readonly proceed: (open: OpenConnection, stillBlocked: ReadonlySet<string>) => Promise<void>
  /** Nothing was deleted, and nothing will be: the question was dropped, or holds no more. */
  readonly abandon: () => void
}

interface OpenQuestion {
  readonly replacement: PendingReplacement
  /** Lets go of what waits. */
  readonly release: () => void
}

interface ActiveReplacement {
  readonly replacement: PendingReplacement
  /** Where the deletion runs, and what waits is sent, whatever is opened meanwhile. */
  readonly open: OpenConnection
  /** Lets go of the connection, and of what waits. */
  readonly release: () => void
}

/** As many questions as the plan store keeps. */
const maxPlans = 8
const planUnknown = fail({ kind: 'plan-unknown', retry: 'no' })

/**
 * Replacing counts as a delete: the files that are there now go through the ordinary question, with its copies and its
 * checks, and what waits for their places is sent when that deletion has ended. Kept in memory: if the app dies in between,
 * nothing is lost, since the copy of what was deleted is in the bin.
 */
export class Replacements {
  private readonly questions = new Map<string, OpenQuestion>()
  /** Questions that are being confirmed: to be answered once. */
  private readonly confirming = new Set<string>()
  private readonly activeByRun = new Map<string, ActiveReplacement>()
  /** Raised when questions are forgotten: one that is being made, or confirmed, by then is as old as these. */
  private generation = 0

  constructor(private readonly ports: ReplacementsPorts) {}

  /**
   * Asks about the files at the places of these copies, which the latest restore must have found taken. Failures:
   * `request-invalid` (another copy, a restore of another account, or places of several projects), those of `Deletions.plan`.
   */
  async planReplacement(copyIds: readonly string[]): Promise<Result<DeletionQuestion>> {
    const copies = this.findBlocked(copyIds)
    if (copies === null) return fail({ kind: 'request-invalid', retry: 'no' })
    const ids = copies.map(({ id }) => id)
    const { bin, restores } = this.ports
    return this.createQuestion({
      files: copies,
      // None of them counts as room for the copies of the files that they replace.
      acquire: () => bin.pin(ids),
      isAvailable: async () =>
        (await Promise.all(ids.map((id) => bin.findCopy(id)))).every((entry) => entry !== null),
      proceed: (open, stillBlocked) => restores.startAfterDeletion(open, ids, stillBlocked),
      // They stay in the bin, and the restore has said why.
      abandon: () => undefined,
    })
  }

  /**
   * Asks about all that is in the way. Where it fails nothing waits any more. Failures: those of `Deletions.plan`,
   * `plan-unknown` (questions were forgotten meanwhile, or what waits is gone).
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

  chooseCopies(planId: string, keepsCopies: boolean): Result<DeletionQuestion> {
    if (this.confirming.has(planId)) return planUnknown
    const pending = this.takeQuestion(planId)
    const question = this.ports.deletions.chooseCopies(planId, keepsCopies)
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

  /** Failures: those of `Deletions.confirm`, `plan-unknown` also where it is being confirmed, or what waits is gone. */
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
    // A question is confirmed on the connection that it was made on, or not at all.
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
    // It may have ended before we knew its id.
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

  /** A deletion has ended: what it cleared the place for goes on, and the rest is told. */
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
      // Whoever waits cannot even tell: what was to be sent is where it was, and the deletion's result stands.
      .catch(() => undefined)
      .finally(release)
  }

  /** On sign-out, on a switch of account and with a new page in the window no older question is confirmed any more. */
  forgetQuestions(): void {
    this.generation += 1
    const dropped = [...this.questions.values()]
    this.questions.clear()
    for (const pending of dropped) abandonQuestion(pending)
  }

  /** A question that was not confirmed may stand, and be confirmed again; one that nobody knows any more never will be. */
  private canReopen(started: Result<DeletionRun>): boolean {
    return started.ok || (started.failure.kind !== 'plan-unknown' && this.ports.connection() !== null)
  }

  private findBlocked(copyIds: readonly string[]): readonly BlockedUploadFile[] | null {
    const view = this.ports.restores.currentRestore()
    const open = this.ports.connection()
    // Another account may have files at the very same places: they are in nobody's way.
    if (view?.isDone !== true || open === null || view.accountKey !== accountKeyOf(open)) return null
    const taken = new Map(
      view.files.map(({ copyId, outcome }) => [copyId, outcome.state === 'name-taken' ? outcome.there : []]),
    )
    const copies = [...new Set(copyIds)].map((id) => ({ id, there: taken.get(id) ?? [] }))
    return copies.every(({ there }) => there.length > 0) ? copies : null
  }

  private storeQuestion(planId: string, pending: OpenQuestion): void {
    this.questions.set(planId, pending)
    const [oldest] = this.questions.entries()
    if (this.questions.size <= maxPlans || oldest === undefined) return
    this.questions.delete(oldest[0])
    abandonQuestion(oldest[1])
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
