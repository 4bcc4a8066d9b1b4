import type { AssetKey } from '../../shared/asset'
import type { DeletionQuestion, JobView, SelectedAsset } from '../../shared/deletion'
import { fail, type Result } from '../../shared/result'
import { assetKey } from '../assets/asset-key'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { Deletions } from '../deletion/deletions'
import type { RecycleBin } from './recycle-bin'
import type { Restores } from './restores'

export interface ReplacementsPorts {
  readonly deletions: Pick<Deletions, 'plan' | 'chooseCopies' | 'confirm' | 'discard' | 'current'>
  readonly restores: Pick<Restores, 'current' | 'startCleared'>
  readonly bin: Pick<RecycleBin, 'hold'>
  readonly connection: () => OpenConnection | null
  readonly hold: (open: OpenConnection) => () => void
}

/** Something that is sent once every file at its place is gone. */
interface InTheWay {
  readonly id: string
  /** At least one. */
  readonly there: readonly SelectedAsset[]
}

/** What waits for places to be cleared, and is told what came of that: exactly one of `proceed` and `abandon`, once. */
export interface Waiting {
  readonly files: readonly InTheWay[]
  /** Keeps what it needs from going while the question is made, and while the deletion runs. */
  readonly hold: () => () => void
  /** The deletion has ended, on this connection. Nothing may be sent where something still stands in the way. */
  readonly proceed: (open: OpenConnection, stillTaken: ReadonlySet<string>) => Promise<void>
  /** Nothing was deleted, and nothing will be: the question was dropped, or holds no more. */
  readonly abandon: () => void
}

interface Clearing {
  readonly waiting: Waiting
  /** Where the deletion runs, and what waits is sent, whatever is opened meanwhile. */
  readonly open: OpenConnection
  /** Lets go of the connection, and of what waits. */
  readonly release: () => void
}

/** As many questions as the plan store keeps. */
const mostPlans = 8

/**
 * Replacing counts as a delete: the files that are there now go through the ordinary question, with its copies and its
 * checks, and what waits for their places is sent when that deletion has ended. Kept in memory: if the app dies in between,
 * nothing is lost, since the copy of what was deleted is in the bin.
 */
export class Replacements {
  private readonly byPlan = new Map<string, Waiting>()
  private readonly byJob = new Map<string, Clearing>()
  /** Raised when questions are forgotten: one that is being made, or confirmed, by then is as old as these. */
  private age = 0

  constructor(private readonly ports: ReplacementsPorts) {}

  /**
   * Asks about the files at the places of these copies, which the latest restore must have found taken. Failures:
   * `request-invalid` (another copy, a restore of another account, or places of several projects), those of `Deletions.plan`.
   */
  async plan(copyIds: readonly string[]): Promise<Result<DeletionQuestion>> {
    const copies = this.findTaken(copyIds)
    if (copies === null) return fail({ kind: 'request-invalid', retry: 'no' })
    const ids = copies.map(({ id }) => id)
    const { bin, restores } = this.ports
    return this.ask({
      files: copies,
      // None of them counts as room for the copies of the files that they replace.
      hold: () => bin.hold(ids),
      proceed: (open, stillTaken) => restores.startCleared(open, ids, stillTaken),
      // They stay in the bin, and the restore has said why.
      abandon: () => undefined,
    })
  }

  /**
   * Asks about all that is in the way. Where it fails nothing waits any more. Failures: those of `Deletions.plan`,
   * `plan-unknown` (questions were forgotten meanwhile).
   */
  async ask(waiting: Waiting): Promise<Result<DeletionQuestion>> {
    const there = waiting.files.flatMap((file) => file.there)
    // Held while the bin is asked for room, as it will be when the question is confirmed.
    const release = waiting.hold()
    const { age } = this
    const question = await this.ports.deletions.plan(there).finally(release)
    if (!question.ok) return question
    const { planId } = question.value
    if (age !== this.age) {
      this.ports.deletions.discard(planId)
      return fail({ kind: 'plan-unknown', retry: 'no' })
    }
    this.remember(planId, waiting)
    return question
  }

  chooseCopies(planId: string, keepsCopies: boolean): Result<DeletionQuestion> {
    const waiting = this.take(planId)
    const question = this.ports.deletions.chooseCopies(planId, keepsCopies)
    if (waiting === undefined) return question
    if (question.ok) this.remember(question.value.planId, waiting)
    else waiting.abandon()
    return question
  }

  discard(planId: string): void {
    const waiting = this.take(planId)
    this.ports.deletions.discard(planId)
    waiting?.abandon()
  }

  async confirm(planId: string): Promise<Result<JobView>> {
    const { deletions } = this.ports
    const waiting = this.take(planId)
    if (waiting === undefined) return deletions.confirm(planId)
    // A question is confirmed on the connection that it was made on, or not at all.
    const open = this.ports.connection()
    const release = open === null ? waiting.hold() : this.holdAll(open, waiting)
    const { age } = this
    const started = await deletions.confirm(planId)
    if (!started.ok || open === null) {
      release()
      if (age === this.age && this.mayStand(started)) this.remember(planId, waiting)
      else waiting.abandon()
      return started
    }
    const { id } = started.value
    this.byJob.set(id, { waiting, open, release })
    // It may have ended before we knew its id.
    const now = deletions.current()
    if (now?.id === id && now.phase === 'done') this.jobEnded(now)
    return started
  }

  /** A deletion has ended: what it cleared the place for goes on, and the rest is told. */
  jobEnded(job: JobView): void {
    const clearing = this.byJob.get(job.id)
    if (clearing === undefined) return
    this.byJob.delete(job.id)
    const gone = new Set<AssetKey>(job.files.filter(isGone).map(({ key }) => key))
    const isTaken = ({ there }: InTheWay): boolean => !there.every((asset) => gone.has(assetKey(asset)))
    const { waiting, open, release } = clearing
    const stillTaken = new Set(waiting.files.filter(isTaken).map(({ id }) => id))
    void waiting
      .proceed(open, stillTaken)
      // Whoever waits cannot even tell: what was to be sent is where it was, and the deletion's result stands.
      .catch(() => undefined)
      .finally(release)
  }

  /** On sign-out, on a switch of account and with a new page in the window no older question is confirmed any more. */
  forgetQuestions(): void {
    this.age += 1
    const dropped = [...this.byPlan.values()]
    this.byPlan.clear()
    for (const waiting of dropped) waiting.abandon()
  }

  private holdAll(open: OpenConnection, waiting: Waiting): () => void {
    const releases = [this.ports.hold(open), waiting.hold()]
    return () => {
      for (const release of releases) release()
    }
  }

  /** A question that was not confirmed may stand, and be confirmed again; one that nobody knows any more never will be. */
  private mayStand(started: Result<JobView>): boolean {
    return started.ok || (started.failure.kind !== 'plan-unknown' && this.ports.connection() !== null)
  }

  private findTaken(copyIds: readonly string[]): readonly InTheWay[] | null {
    const view = this.ports.restores.current()
    const open = this.ports.connection()
    // Another account may have files at the very same places: they are in nobody's way.
    if (view?.isDone !== true || open === null || view.accountKey !== accountKeyOf(open)) return null
    const taken = new Map(
      view.files.map(({ copyId, outcome }) => [copyId, outcome.state === 'name-taken' ? outcome.there : []]),
    )
    const copies = [...new Set(copyIds)].map((id) => ({ id, there: taken.get(id) ?? [] }))
    return copies.every(({ there }) => there.length > 0) ? copies : null
  }

  private remember(planId: string, waiting: Waiting): void {
    this.byPlan.set(planId, waiting)
    const [oldest] = this.byPlan.entries()
    if (this.byPlan.size <= mostPlans || oldest === undefined) return
    this.byPlan.delete(oldest[0])
    oldest[1].abandon()
  }

  private take(planId: string): Waiting | undefined {
    const waiting = this.byPlan.get(planId)
    this.byPlan.delete(planId)
    return waiting
  }
}

function isGone({ outcome }: JobView['files'][number]): boolean {
  return outcome.state === 'deleted-and-verified' || outcome.state === 'already-gone'
}
