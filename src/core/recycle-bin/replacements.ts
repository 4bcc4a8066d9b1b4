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
  readonly bin: Pick<RecycleBin, 'find' | 'hold'>
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
  /** Keeps what it needs from going while the question stands, and while the deletion runs. */
  readonly hold: () => () => void
  /** Whether what it needs is there, asked while it is held. Where it is not, nothing may be deleted for it. */
  readonly isThere: () => Promise<boolean>
  /** The deletion has ended, on this connection. Nothing may be sent where something still stands in the way. */
  readonly proceed: (open: OpenConnection, stillTaken: ReadonlySet<string>) => Promise<void>
  /** Nothing was deleted, and nothing will be: the question was dropped, or holds no more. */
  readonly abandon: () => void
}

interface Standing {
  readonly waiting: Waiting
  /** Lets go of what waits. */
  readonly release: () => void
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
const planUnknown = fail({ kind: 'plan-unknown', retry: 'no' })

/**
 * Replacing counts as a delete: the files that are there now go through the ordinary question, with its copies and its
 * checks, and what waits for their places is sent when that deletion has ended. Kept in memory: if the app dies in between,
 * nothing is lost, since the copy of what was deleted is in the bin.
 */
export class Replacements {
  private readonly byPlan = new Map<string, Standing>()
  /** Questions that are being confirmed: to be answered once. */
  private readonly confirming = new Set<string>()
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
      isThere: async () =>
        (await Promise.all(ids.map((id) => bin.find(id)))).every((entry) => entry !== null),
      proceed: (open, stillTaken) => restores.startCleared(open, ids, stillTaken),
      // They stay in the bin, and the restore has said why.
      abandon: () => undefined,
    })
  }

  /**
   * Asks about all that is in the way. Where it fails nothing waits any more. Failures: those of `Deletions.plan`,
   * `plan-unknown` (questions were forgotten meanwhile, or what waits is gone).
   */
  async ask(waiting: Waiting): Promise<Result<DeletionQuestion>> {
    const standing = { waiting, release: waiting.hold() }
    let stands = false
    try {
      const { age } = this
      if (!(await waiting.isThere())) return planUnknown
      const question = await this.ports.deletions.plan(waiting.files.flatMap(({ there }) => there))
      if (!question.ok) return question
      const { planId } = question.value
      stands = age === this.age
      if (stands) this.remember(planId, standing)
      else this.ports.deletions.discard(planId)
      return stands ? question : planUnknown
    } finally {
      if (!stands) standing.release()
    }
  }

  chooseCopies(planId: string, keepsCopies: boolean): Result<DeletionQuestion> {
    if (this.confirming.has(planId)) return planUnknown
    const standing = this.take(planId)
    const question = this.ports.deletions.chooseCopies(planId, keepsCopies)
    if (standing === undefined) return question
    if (question.ok) this.remember(question.value.planId, standing)
    else drop(standing)
    return question
  }

  discard(planId: string): void {
    const standing = this.take(planId)
    this.ports.deletions.discard(planId)
    if (standing !== undefined) drop(standing)
  }

  /** Failures: those of `Deletions.confirm`, `plan-unknown` also where it is being confirmed, or what waits is gone. */
  async confirm(planId: string): Promise<Result<JobView>> {
    if (this.confirming.has(planId)) return planUnknown
    const standing = this.take(planId)
    if (standing === undefined) return this.ports.deletions.confirm(planId)
    this.confirming.add(planId)
    try {
      return await this.confirmStanding(planId, standing)
    } finally {
      this.confirming.delete(planId)
    }
  }

  private async confirmStanding(planId: string, standing: Standing): Promise<Result<JobView>> {
    // A question is confirmed on the connection that it was made on, or not at all.
    const open = this.ports.connection()
    const letGo = open === null ? () => undefined : this.ports.hold(open)
    const { age } = this
    const started = await this.confirmFor(planId, standing.waiting).catch((error: unknown) => {
      letGo()
      drop(standing)
      throw error
    })
    if (!started.ok || open === null) {
      letGo()
      if (age === this.age && this.mayStand(started)) this.remember(planId, standing)
      else drop(standing)
      return started
    }
    const { id } = started.value
    const release = (): void => {
      letGo()
      standing.release()
    }
    this.byJob.set(id, { waiting: standing.waiting, open, release })
    // It may have ended before we knew its id.
    const now = this.ports.deletions.current()
    if (now?.id === id && now.phase === 'done') this.jobEnded(now)
    return started
  }

  private async confirmFor(planId: string, waiting: Waiting): Promise<Result<JobView>> {
    const { deletions } = this.ports
    const { age } = this
    if ((await waiting.isThere()) && age === this.age) return deletions.confirm(planId)
    deletions.discard(planId)
    return planUnknown
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
    for (const standing of dropped) drop(standing)
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

  private remember(planId: string, standing: Standing): void {
    this.byPlan.set(planId, standing)
    const [oldest] = this.byPlan.entries()
    if (this.byPlan.size <= mostPlans || oldest === undefined) return
    this.byPlan.delete(oldest[0])
    drop(oldest[1])
  }

  private take(planId: string): Standing | undefined {
    const standing = this.byPlan.get(planId)
    this.byPlan.delete(planId)
    return standing
  }
}

function drop({ waiting, release }: Standing): void {
  release()
  waiting.abandon()
}

function isGone({ outcome }: JobView['files'][number]): boolean {
  return outcome.state === 'deleted-and-verified' || outcome.state === 'already-gone'
}
