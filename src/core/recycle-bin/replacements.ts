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

/** A copy that is put back once every file at its place is gone. */
interface WaitingCopy {
  readonly copyId: string
  readonly there: readonly SelectedAsset[]
}

interface Clearing {
  readonly copies: readonly WaitingCopy[]
  /** Where the deletion runs, and the copies are put back, whatever is opened meanwhile. */
  readonly open: OpenConnection
  /**
   * Lets go of the connection and of the copies: until then these are not evicted to make room for those of the files
   * that they replace.
   */
  readonly release: () => void
}

/** As many questions as the plan store keeps. */
const mostPlans = 8

/**
 * Replacing counts as a delete: the files that are there now go through the ordinary question, with its copies and its
 * checks, and the copies are put back when that deletion has ended. Kept in memory: if the app dies in between, nothing is
 * lost, since both the copy that waits and the copy of what was deleted are in the bin; the user restores again.
 */
export class Replacements {
  private readonly byPlan = new Map<string, readonly WaitingCopy[]>()
  private readonly byJob = new Map<string, Clearing>()

  constructor(private readonly ports: ReplacementsPorts) {}

  /**
   * Asks about the files at the places of these copies, which the latest restore must have found taken. Failures:
   * `request-invalid` (another copy, a restore of another account, or places of several projects), those of `Deletions.plan`.
   */
  async plan(copyIds: readonly string[]): Promise<Result<DeletionQuestion>> {
    const copies = this.findTaken(copyIds)
    if (copies === null) return fail({ kind: 'request-invalid', retry: 'no' })
    // Held while the bin is asked for room, as they will be when it is confirmed: none of them counts as room.
    const release = this.ports.bin.hold(idsOf(copies))
    const question = await this.ports.deletions.plan(copies.flatMap(({ there }) => there)).finally(release)
    if (question.ok) this.remember(question.value.planId, copies)
    return question
  }

  chooseCopies(planId: string, keepsCopies: boolean): Result<DeletionQuestion> {
    const copies = this.take(planId)
    const question = this.ports.deletions.chooseCopies(planId, keepsCopies)
    if (question.ok && copies !== undefined) this.remember(question.value.planId, copies)
    return question
  }

  discard(planId: string): void {
    this.take(planId)
    this.ports.deletions.discard(planId)
  }

  async confirm(planId: string): Promise<Result<JobView>> {
    const { deletions } = this.ports
    const copies = this.take(planId)
    // A question is confirmed on the connection that it was made on, or not at all.
    const open = this.ports.connection()
    if (copies === undefined || open === null) return deletions.confirm(planId)
    const release = this.holdAll(open, copies)
    const started = await deletions.confirm(planId)
    if (!started.ok) {
      release()
      // The plan may stand and be confirmed again; one that does not is never asked for, and is forgotten in its turn.
      this.remember(planId, copies)
      return started
    }
    const { id } = started.value
    this.byJob.set(id, { copies, open, release })
    // It may have ended before we knew its id.
    const now = deletions.current()
    if (now?.id === id && now.phase === 'done') this.jobEnded(now)
    return started
  }

  /** A deletion has ended: what it cleared the place for is put back, and the rest is told. */
  jobEnded(job: JobView): void {
    const clearing = this.byJob.get(job.id)
    if (clearing === undefined) return
    this.byJob.delete(job.id)
    const gone = new Set<AssetKey>(job.files.filter(isGone).map(({ key }) => key))
    const isTaken = ({ there }: WaitingCopy): boolean => !there.every((asset) => gone.has(assetKey(asset)))
    const { copies, open, release } = clearing
    void this.ports.restores
      .startCleared(open, idsOf(copies), new Set(idsOf(copies.filter(isTaken))))
      // Without its list the bin cannot even tell: the copies stay, and the deletion's result stands.
      .catch(() => undefined)
      .finally(release)
  }

  /** On sign-out and on a switch of account no older question may be confirmed any more. */
  connectionChanged(): void {
    this.byPlan.clear()
  }

  private holdAll(open: OpenConnection, copies: readonly WaitingCopy[]): () => void {
    const releases = [this.ports.hold(open), this.ports.bin.hold(idsOf(copies))]
    return () => {
      for (const release of releases) release()
    }
  }

  private findTaken(copyIds: readonly string[]): readonly WaitingCopy[] | null {
    const view = this.ports.restores.current()
    const open = this.ports.connection()
    // Another account may have files at the very same places: they are in nobody's way.
    if (view?.isDone !== true || open === null || view.accountKey !== accountKeyOf(open)) return null
    const taken = new Map(
      view.files.map(({ copyId, outcome }) => [copyId, outcome.state === 'name-taken' ? outcome.there : []]),
    )
    const copies = [...new Set(copyIds)].map((copyId) => ({ copyId, there: taken.get(copyId) ?? [] }))
    return copies.every(({ there }) => there.length > 0) ? copies : null
  }

  private remember(planId: string, copies: readonly WaitingCopy[]): void {
    this.byPlan.set(planId, copies)
    const [oldest] = this.byPlan.keys()
    if (this.byPlan.size > mostPlans && oldest !== undefined) this.byPlan.delete(oldest)
  }

  private take(planId: string): readonly WaitingCopy[] | undefined {
    const copies = this.byPlan.get(planId)
    this.byPlan.delete(planId)
    return copies
  }
}

function idsOf(copies: readonly WaitingCopy[]): string[] {
  return copies.map(({ copyId }) => copyId)
}

function isGone({ outcome }: JobView['files'][number]): boolean {
  return outcome.state === 'deleted-and-verified' || outcome.state === 'already-gone'
}
