import type { Asset, AssetKey } from '../../shared/asset'
import type { BackupStore, BackupRequest, BackupResult } from './ports'

/** The result of all backups that are required before a file may be deleted. */
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
  /** Whether the run deletes this file itself. */
  readonly isChosen: (key: AssetKey) => boolean
  /** A file that was not selected was backed up. Rejects if that cannot be recorded. */
  readonly onAtRisk: (asset: Asset, copyId: string) => Promise<void>
}

/** The backups of one run. Each file is downloaded once, however many files need its backup. */
export class RunBackups {
  private readonly backups = new Map<AssetKey, Promise<BackupResult>>()
  private readonly copyIds = new Map<AssetKey, string>()
  private readonly abort = new AbortController()

  constructor(private readonly ports: RunBackupsPorts) {}

  /** Backs up a file and all files at risk. Resolves with the first failure, if any. */
  async backUp(asset: Asset, atRisk: readonly Asset[]): Promise<BackupsResult> {
    const [result, others] = await Promise.all([
      this.backUpFile(asset),
      Promise.all(atRisk.map((other) => this.backUpFile(other))),
    ])
    if (!result.ok) return { ok: false, whose: 'its-own', result }
    const failed = others.find((other) => !other.ok)
    return failed?.ok === false ? { ok: false, whose: 'at-risk', result: failed } : result
  }

  /** Starts a backup ahead of `backUp`, which reports the result. */
  startBackUp(asset: Asset, atRisk: readonly Asset[]): void {
    this.backUp(asset, atRisk).catch(() => undefined)
  }

  /** Forgets the backup of a file that changed, so that the next `backUp` makes a new one. */
  discard(key: AssetKey): void {
    this.backups.delete(key)
    this.copyIds.delete(key)
  }

  /** Forgets failed backups, so that the next `backUp` tries again. */
  async discardFailed(): Promise<void> {
    for (const [key, backup] of [...this.backups]) if (!(await backup).ok) this.backups.delete(key)
  }

  idOf(key: AssetKey): string | null {
    return this.copyIds.get(key) ?? null
  }

  /** Cancels backups that wait or stream. */
  stop(): void {
    this.abort.abort()
  }

  /** Cancels backups, and resolves when nothing is written any more. */
  async close(): Promise<void> {
    this.stop()
    await Promise.allSettled(this.backups.values())
  }

  private backUpFile(asset: Asset): Promise<BackupResult> {
    const known = this.backups.get(asset.key)
    if (known !== undefined) return known
    const backup = this.requestBackup(asset, this.ports.isChosen(asset.key) ? 'to-delete' : 'at-risk')
    this.backups.set(asset.key, backup)
    return backup
  }

  private async requestBackup(asset: Asset, why: BackupRequest['why']): Promise<BackupResult> {
    const { store, runId, onAtRisk } = this.ports
    const result = await store.backUp(asset, { runId, why, signal: this.abort.signal })
    if (!result.ok || result.copyId === null) return result
    this.copyIds.set(asset.key, result.copyId)
    if (why === 'at-risk') await onAtRisk(asset, result.copyId)
    return result
  }
}
