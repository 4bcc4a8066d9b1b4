import type { Asset, AssetKey } from '../../shared/asset'
import type { CopyKeeper, CopyRequest, KeptCopy } from './ports'

/** What became of the copies that a file needs before it may be asked for. */
export type KeptCopies =
  | { readonly ok: true; readonly copyId: string | null }
  | {
      readonly ok: false
      readonly whose: 'its-own' | 'at-risk'
      readonly kept: Extract<KeptCopy, { ok: false }>
    }

export interface JobCopiesPorts {
  readonly keeper: CopyKeeper
  readonly jobId: string
  /** Whether the job itself asks for this file. */
  readonly isChosen: (key: AssetKey) => boolean
  /** A file that nobody asks for has its copy. Rejects where that cannot be written down. */
  readonly onAtRisk: (asset: Asset, copyId: string) => Promise<void>
}

/** The copies of one job: each file's bytes are asked for once, whoever needs them. */
export class JobCopies {
  private readonly made = new Map<AssetKey, Promise<KeptCopy>>()
  private readonly ids = new Map<AssetKey, string>()
  private readonly end = new AbortController()

  constructor(private readonly ports: JobCopiesPorts) {}

  /** Settles when the file and all that its DELETE may take along are kept, or with the first that is not. */
  async keep(asset: Asset, atRisk: readonly Asset[]): Promise<KeptCopies> {
    const [kept, others] = await Promise.all([
      this.keepOne(asset),
      Promise.all(atRisk.map((other) => this.keepOne(other))),
    ])
    if (!kept.ok) return { ok: false, whose: 'its-own', kept }
    const failed = others.find((other) => !other.ok)
    return failed?.ok === false ? { ok: false, whose: 'at-risk', kept: failed } : kept
  }

  /** Begins what `keep` will ask for soon; how it ends is told there. */
  begin(asset: Asset, atRisk: readonly Asset[]): void {
    this.keep(asset, atRisk).catch(() => undefined)
  }

  /** The file is another one now: its copy is made anew when it is asked for. */
  forget(key: AssetKey): void {
    this.made.delete(key)
    this.ids.delete(key)
  }

  /** What failed is tried anew when it is asked for again. */
  async forgetFailed(): Promise<void> {
    for (const [key, made] of [...this.made]) if (!(await made).ok) this.made.delete(key)
  }

  idOf(key: AssetKey): string | null {
    return this.ids.get(key) ?? null
  }

  /** Ends what waits or streams. */
  stop(): void {
    this.end.abort()
  }

  /** Ends what is under way, and settles when nothing is written any more. */
  async close(): Promise<void> {
    this.stop()
    await Promise.allSettled(this.made.values())
  }

  private keepOne(asset: Asset): Promise<KeptCopy> {
    const known = this.made.get(asset.key)
    if (known !== undefined) return known
    const made = this.make(asset, this.ports.isChosen(asset.key) ? 'to-delete' : 'at-risk')
    this.made.set(asset.key, made)
    return made
  }

  private async make(asset: Asset, why: CopyRequest['why']): Promise<KeptCopy> {
    const { keeper, jobId, onAtRisk } = this.ports
    const kept = await keeper.keep(asset, { jobId, why, signal: this.end.signal })
    if (!kept.ok || kept.copyId === null) return kept
    this.ids.set(asset.key, kept.copyId)
    if (why === 'at-risk') await onAtRisk(asset, kept.copyId)
    return kept
  }
}
