import type { Asset, AssetKey } from '../../shared/asset'
import type { BackupStore, BackupRequest, BackupResult } from './ports'

/** What became of the copies that a file needs before it may be asked for. */
export type BackupsResult =
  | { readonly ok: true; readonly copyId: string | null }
  | {
      readonly ok: false
      readonly whose: 'its-own' | 'at-risk'
      readonly result: Extract<BackupResult, { ok: false }>
    }

export interface RunBackupsPorts {
  readonly store: BackupStore
  readonly runId: string
  /** Whether the job itself asks for this file. */
  readonly isChosen: (key: AssetKey) => boolean
  /** A file that nobody asks for has its copy. Rejects where that cannot be written down. */
  readonly onAtRisk: (asset: Asset, copyId: string) => Promise<void>
}

/** The copies of one job: each file's bytes are asked for once, whoever needs them. */
export class RunBackups {
  private readonly made = new Map<AssetKey, Promise<BackupResult>>()
  private readonly ids = new Map<AssetKey, string>()
  private readonly end = new AbortController()

  constructor(private readonly ports: RunBackupsPorts) {}

  /** Settles when the file and all that its DELETE may take along are kept, or with the first that is not. */
  async backUp(asset: Asset, atRisk: readonly Asset[]): Promise<BackupsResult> {
    const [result, others] = await Promise.all([
      this.backUpFile(asset),
      Promise.all(atRisk.map((other) => this.backUpFile(other))),
    ])
    if (!result.ok) return { ok: false, whose: 'its-own', result }
    const failed = others.find((other) => !other.ok)
    return failed?.ok === false ? { ok: false, whose: 'at-risk', result: failed } : result
  }

  /** Begins what `keep` will ask for soon; how it ends is told there. */
  startBackUp(asset: Asset, atRisk: readonly Asset[]): void {
    this.backUp(asset, atRisk).catch(() => undefined)
  }

  /** The file is another one now: its copy is made anew when it is asked for. */
  discard(key: AssetKey): void {
    this.made.delete(key)
    this.ids.delete(key)
  }

  /** What failed is tried anew when it is asked for again. */
  async discardFailed(): Promise<void> {
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

  private backUpFile(asset: Asset): Promise<BackupResult> {
    const known = this.made.get(asset.key)
    if (known !== undefined) return known
    const made = this.make(asset, this.ports.isChosen(asset.key) ? 'to-delete' : 'at-risk')
    this.made.set(asset.key, made)
    return made
  }

  private async make(asset: Asset, why: BackupRequest['why']): Promise<BackupResult> {
    const { store: keeper, runId, onAtRisk } = this.ports
    const result = await keeper.backUp(asset, { runId, why, signal: this.end.signal })
    if (!result.ok || result.copyId === null) return result
    this.ids.set(asset.key, result.copyId)
    if (why === 'at-risk') await onAtRisk(asset, result.copyId)
    return result
  }
}
