import type { PartSize } from '../../shared/account-data'
import type { SegmentsRefresh, SelectedAsset } from '../../shared/deletion'
import type { FailureKind } from '../../shared/failure'
import { fail, succeed, type Result } from '../../shared/result'
import { isOwnProblem, type StagingSnapshot, type TransferProblem } from '../../shared/transfers'
import type { ConnectionAccess } from '../connections/connection-access'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import { uniqueLocalNames } from '../local-names/free-names'
import { toLocalName } from '../local-names/local-name'
import type { Clock, HashPort, RandomSource } from '../ports'
import { hasKnownVersion, versionPart } from '../previews/cache-file-name'
import type { AssetBytesPorts } from './stream-asset-bytes'
import { uniqueAssets } from './downloads'
import type { LocalFile } from './ports'
import { StagedBatch, type StagedFile, type StagingFilesPort } from './staged-batch'

export interface StagingPorts extends AssetBytesPorts {
  readonly files: StagingFilesPort
  readonly hash: HashPort
  readonly random: Pick<RandomSource, 'id'>
  readonly clock: Pick<Clock, 'elapsed' | 'sleep'>
  readonly connections: ConnectionAccess
  /** Maximum size of a batch in bytes by the settings; read each time. */
  readonly limit: () => number
  readonly onChange: (snapshot: StagingSnapshot) => void
}

/** How many batches are kept for other programs, which may still read their files later. */
const maxHandedOut = 8

const idle: StagingSnapshot = { files: 0, ready: 0, bytes: 0, bytesDone: 0, state: 'idle', failure: null }

/**
 * Stages assets for a drag or the clipboard: complete files in a private folder, since both need files that exist. A
 * file that is verified gone or replaced is removed at once (docs/rules.md#p9), everything at start and quit.
 */
export class Staging {
  private current: StagedBatch | null = null
  private handedOut: readonly StagedBatch[] = []
  /** Batches that have files or may still get some. */
  private readonly liveBatches = new Set<StagedBatch>()
  private latest: StagingSnapshot = idle
  /** The account of the last request. */
  private account: string | null = null
  private isClosed = false

  constructor(private readonly ports: StagingPorts) {}

  /** Deletes leftovers of a crash. Never rejects. */
  async clearLeftovers(): Promise<void> {
    await this.ports.files.clearFiles().catch(() => undefined)
  }

  snapshot(): StagingSnapshot {
    return this.latest
  }

  /**
   * Starts staging these assets instead of the previous ones; progress follows by `onChange`. Files that are complete or in
   * progress are not downloaded again. Failure: `not-connected`.
   */
  stageAssets(assets: readonly SelectedAsset[]): Result<StagingSnapshot> {
    const open = this.ports.connections.current()
    if (open === null || this.isClosed) return fail({ kind: 'not-connected', retry: 'no' })
    this.account = accountKeyOf(open)
    const requested = uniqueAssets(assets)
    const versions = requested.map((asset) => this.versionOf(open, asset))
    if (this.current?.hasExactly(versions) === true) return succeed(this.publish(toSnapshot(this.current)))
    const holder = [...this.liveBatches].find((batch) => batch.findFiles(versions) !== null)
    if (holder !== undefined) {
      this.switchTo(holder)
      return succeed(this.publish(readySnapshot(holder.findFiles(versions) ?? [])))
    }
    const bytes = requested.reduce((sum, { size }) => sum + (size ?? 0), 0)
    if (bytes > this.ports.limit()) {
      this.switchTo(null)
      return succeed(this.publish({ ...idle, files: requested.length, bytes, state: 'too-large' }))
    }
    this.startBatch(open, requested)
    return succeed(this.latest)
  }

  /** Cancels the current request. Files handed to other programs stay. */
  unstageAssets(): void {
    this.account = null
    this.switchTo(null)
    if (this.latest.state !== 'idle') this.publish(idle)
  }

  /** Cancels the current request if its account is no longer open. */
  connectionChanged(): void {
    const open = this.ports.connections.current()
    if (open === null || accountKeyOf(open) !== this.account) this.unstageAssets()
  }

  /** The files of these assets in order, or null if one is not complete in the requested version. */
  findFiles(assets: readonly SelectedAsset[]): readonly LocalFile[] | null {
    const open = this.ports.connections.current()
    if (open === null) return null
    const files = uniqueAssets(assets).map((asset) => this.findFile(this.versionOf(open, asset)))
    return files.some((file) => file === null) ? null : files.filter((file) => file !== null)
  }

  /**
   * Keeps these files for another program, until the app quits or a file is verified gone. False if one of them no longer
   * exists.
   */
  markHandedOut(files: readonly LocalFile[]): boolean {
    const holders = [...this.liveBatches].filter((batch) => batch.containsAny(files))
    const stagedFiles = new Set(holders.flatMap((batch) => batch.files).map(({ file }) => file))
    if (!files.every((file) => stagedFiles.has(file))) return false
    const all = [...this.handedOut.filter((batch) => !holders.includes(batch)), ...holders]
    this.handedOut = all.slice(-maxHandedOut)
    for (const oldest of all.slice(0, -maxHandedOut)) this.releaseBatch(oldest)
    return true
  }

  /** Another program changed or removed these files. They are downloaded again; the changed files are not touched. */
  markChanged(files: readonly LocalFile[]): void {
    const paths = new Set(files.map(({ path }) => path))
    for (const batch of this.liveBatches) {
      const changed = batch.files.filter(({ file }) => file !== null && paths.has(file.path))
      if (changed.length === 0) continue
      for (const staged of changed) staged.file = null
      // The batch stays incomplete; the next request makes a new one.
      batch.stop()
      if (this.current === batch) {
        this.current = null
        this.publish(idle)
      }
      this.releaseBatch(batch)
    }
  }

  /** Applies a complete listing of segments: removes staged files that are gone or have another version. Never rejects. */
  async applyListing(
    account: string,
    { segmentIds, assets }: Omit<SegmentsRefresh, 'context'>,
  ): Promise<void> {
    const touchedSegments = new Set(segmentIds)
    const listedVersions = new Set(assets.map((asset) => versionPart(this.ports.hash, account, asset)))
    const isGone = (file: StagedFile): boolean =>
      file.account === account &&
      touchedSegments.has(file.asset.segmentId) &&
      (!hasKnownVersion(file) || !listedVersions.has(file.version))
    await this.removeMatching(isGone)
  }

  /** Staged files of an account, also those of other programs. */
  measureAccount(account: string): Promise<PartSize> {
    const staged = [...this.liveBatches]
      .flatMap((batch) => batch.files)
      .flatMap((file) => (file.account === account && file.file !== null ? file.file.size : []))
    return Promise.resolve({ items: staged.length, bytes: staged.reduce((sum, size) => sum + size, 0) })
  }

  /** Removes the files of an account. Rejects if one stays, which the next start removes. */
  async forgetAccount(account: string): Promise<void> {
    const areGone = await this.removeMatching((file) => file.account === account)
    if (!areGone) throw new Error('a staged file could not be removed')
  }

  /** Called when the app quits: stops everything and deletes all files. Never rejects. */
  async close(): Promise<void> {
    this.isClosed = true
    const all = [...this.liveBatches]
    for (const batch of all) batch.stop()
    await Promise.all(all.map((batch) => batch.whenSettled()))
    await this.clearLeftovers()
  }

  private startBatch(open: OpenConnection, assets: readonly SelectedAsset[]): void {
    const batch = new StagedBatch(this.ports, {
      open,
      files: this.toStagedFiles(open, assets),
      id: this.ports.random.id(),
      limit: this.ports.limit(),
    })
    // The previous batch is released last, because files may be copied from it.
    const previous = this.current
    previous?.stop()
    this.liveBatches.add(batch)
    this.current = batch
    const release = this.ports.connections.acquire(open)
    batch.onChange = () => {
      if (this.current === batch) this.publish(toSnapshot(batch))
    }
    this.publish(toSnapshot(batch))
    void batch.run().finally(() => {
      release()
      this.releaseBatch(previous)
    })
  }

  private toStagedFiles(open: OpenConnection, assets: readonly SelectedAsset[]): readonly StagedFile[] {
    const names = uniqueLocalNames(
      assets.map(({ name }) => toLocalName(name)),
      () => false,
    )
    const account = accountKeyOf(open)
    return assets.map((asset, index) => {
      const version = this.versionOf(open, asset)
      const name = names[index] ?? 'asset'
      return { asset, account, version, name, earlierFile: this.findFile(version), file: null }
    })
  }

  /** Makes this the current batch, and stops the previous one. */
  private switchTo(batch: StagedBatch | null): void {
    const previous = this.current
    this.current = batch
    previous?.stop()
    this.releaseBatch(previous)
  }

  /** False if a file could not be removed. */
  private async removeMatching(isGone: (file: StagedFile) => boolean): Promise<boolean> {
    let areGone = true
    for (const batch of this.liveBatches) {
      const gone = batch.files.filter(isGone)
      if (gone.length === 0) continue
      batch.stop()
      if (this.current === batch) {
        this.current = null
        this.publish(idle)
      }
      const isRemoved = this.handedOut.includes(batch)
        ? await this.removeFiles(batch, gone)
        : await this.removeBatch(batch)
      areGone &&= isRemoved
    }
    return areGone
  }

  /** Removes single files of a batch whose other files another program may still read. */
  private async removeFiles(batch: StagedBatch, gone: readonly StagedFile[]): Promise<boolean> {
    await batch.whenSettled()
    let areGone = true
    for (const staged of gone) {
      const { file } = staged
      staged.file = null
      if (file !== null) await this.ports.files.removeFile(file).catch(() => (areGone = false))
    }
    return areGone
  }

  private findFile(version: string): LocalFile | null {
    const files = [...this.liveBatches].flatMap((batch) => batch.files)
    return files.find((file) => file.version === version && file.file !== null)?.file ?? null
  }

  private releaseBatch(batch: StagedBatch | null): void {
    if (batch !== null && batch !== this.current && !this.handedOut.includes(batch))
      void this.removeBatch(batch)
  }

  /** Files that the system keeps locked are deleted at the next start. */
  private async removeBatch(batch: StagedBatch): Promise<boolean> {
    batch.stop()
    // Twice: at once, so that no file is handed out any more, and again for files that were just being completed.
    batch.forgetFiles()
    await batch.whenSettled()
    batch.forgetFiles()
    const isRemoved = await this.ports.files.removeBatch(batch.id).then(
      () => true,
      () => false,
    )
    this.liveBatches.delete(batch)
    return isRemoved
  }

  /** The complete staged file of exactly this version, or null. */
  findStaged(open: OpenConnection, asset: SelectedAsset): LocalFile | null {
    return this.findFile(this.versionOf(open, asset))
  }

  private versionOf(open: OpenConnection, asset: SelectedAsset): string {
    return versionPart(this.ports.hash, accountKeyOf(open), asset)
  }

  private publish(snapshot: StagingSnapshot): StagingSnapshot {
    this.latest = snapshot
    this.ports.onChange(snapshot)
    return snapshot
  }
}

function readySnapshot(files: readonly LocalFile[]): StagingSnapshot {
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  return { files: files.length, ready: files.length, bytes, bytesDone: bytes, state: 'ready', failure: null }
}

function toSnapshot(batch: StagedBatch): StagingSnapshot {
  const ready = batch.files.filter(({ file }) => file !== null).length
  const counts = {
    files: batch.files.length,
    ready,
    bytes: batch.totalBytes(),
    bytesDone: batch.receivedBytes(),
  }
  const { problem } = batch
  if (problem === null)
    return { ...counts, state: ready === batch.files.length ? 'ready' : 'preparing', failure: null }
  if (problem === 'answer-too-large') return { ...counts, state: 'too-large', failure: null }
  return { ...counts, state: 'failed', failure: toFailureKind(problem) }
}

function toFailureKind(problem: TransferProblem): FailureKind {
  if (!isOwnProblem(problem)) return problem
  return problem === 'changed-on-server' ? 'answer-unexpected' : 'storage-failed'
}
