import type { SegmentsRefresh, SelectedAsset } from '../../shared/deletion'
import type { FailureKind } from '../../shared/failure'
import { fail, succeed, type Result } from '../../shared/result'
import { isOwnProblem, type StagingSnapshot, type TransferProblem } from '../../shared/transfers'
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
  readonly clock: Pick<Clock, 'elapsed'>
  readonly connection: () => OpenConnection | null
  /** Keeps the session of a connection until the answer is called. */
  readonly acquire: (open: OpenConnection) => () => void
  /** Bytes that one batch may have, by the settings; asked each time. */
  readonly limit: () => number
  readonly onChange: (snapshot: StagingSnapshot) => void
}

/** Batches that were handed to another program, which may read them at any time later. */
const maxHandedOut = 8

const idle: StagingSnapshot = { files: 0, ready: 0, bytes: 0, bytesDone: 0, state: 'idle', failure: null }

/**
 * Assets on their way out: whole files in a private folder, for a drag or the clipboard, which both take nothing that is not
 * there yet. What is verified gone or replaced goes from here at once (docs/rules.md#p9), all of it at the start and at the end of the app.
 */
export class Staging {
  private current: StagedBatch | null = null
  private handedOut: readonly StagedBatch[] = []
  /** Whatever has files, or may still get some. */
  private readonly liveBatches = new Set<StagedBatch>()
  private latest: StagingSnapshot = idle
  /** Whose files were asked for last. */
  private account: string | null = null
  private isClosed = false

  constructor(private readonly ports: StagingPorts) {}

  /** Leftovers of a crash. Never rejects. */
  async clearLeftovers(): Promise<void> {
    await this.ports.files.clearFiles().catch(() => undefined)
  }

  snapshot(): StagingSnapshot {
    return this.latest
  }

  /**
   * Begins to bring them, and ends what was begun before; the rest is told by news. What is there already, or on its way, is
   * not brought again. Failure: `not-connected`.
   */
  stageAssets(assets: readonly SelectedAsset[]): Result<StagingSnapshot> {
    const open = this.ports.connection()
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

  /** Nobody wants it any more: nothing more is brought. What another program has the paths of stays. */
  unstageAssets(): void {
    this.account = null
    this.switchTo(null)
    if (this.latest.state !== 'idle') this.publish(idle)
  }

  /** Another connection is open, or none: what was asked for on the last one is nobody's. */
  connectionChanged(): void {
    const open = this.ports.connection()
    if (open === null || accountKeyOf(open) !== this.account) this.unstageAssets()
  }

  /** The files of these assets in their order, or null where one is not there whole in the version that is asked for. */
  findFiles(assets: readonly SelectedAsset[]): readonly LocalFile[] | null {
    const open = this.ports.connection()
    if (open === null) return null
    const files = uniqueAssets(assets).map((asset) => this.findFile(this.versionOf(open, asset)))
    return files.some((file) => file === null) ? null : files.filter((file) => file !== null)
  }

  /**
   * Another program gets their paths now: their batches stay until the app quits, or one of them is verified gone. False where
   * one of them is not there any more.
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

  /**
   * They are not what was put there: another program changed or removed them. They are brought anew, and what it made of them is
   * not touched.
   */
  markChanged(files: readonly LocalFile[]): void {
    const paths = new Set(files.map(({ path }) => path))
    for (const batch of this.liveBatches) {
      const changed = batch.files.filter(({ file }) => file !== null && paths.has(file.path))
      if (changed.length === 0) continue
      for (const staged of changed) staged.file = null
      // It is not whole again: what is asked for next is brought by another.
      batch.stop()
      if (this.current === batch) {
        this.current = null
        this.publish(idle)
      }
      this.releaseBatch(batch)
    }
  }

  /** What a listing showed of segments, whole: of each only what is still there, as it is there, stays. Never rejects. */
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

  /** Never rejects. */
  async forgetAccount(account: string): Promise<void> {
    await this.removeMatching((file) => file.account === account)
  }

  /** The app quits: nothing is brought any more, and nothing is left. Never rejects. */
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
    // What it takes over is copied from there first.
    const before = this.current
    before?.stop()
    this.liveBatches.add(batch)
    this.current = batch
    const release = this.ports.acquire(open)
    batch.onChange = () => {
      if (this.current === batch) this.publish(toSnapshot(batch))
    }
    this.publish(toSnapshot(batch))
    void batch.run().finally(() => {
      release()
      this.releaseBatch(before)
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
      const facts = { asset, account, version, name: names[index] ?? 'asset' }
      return { ...facts, known: this.findFile(version), file: null }
    })
  }

  /** What the last wish is about from now on; what was on its way for another is ended. */
  private switchTo(batch: StagedBatch | null): void {
    const before = this.current
    this.current = batch
    before?.stop()
    this.releaseBatch(before)
  }

  private async removeMatching(isGone: (file: StagedFile) => boolean): Promise<void> {
    for (const batch of this.liveBatches) {
      const gone = batch.files.filter(isGone)
      if (gone.length === 0) continue
      batch.stop()
      if (this.current === batch) {
        this.current = null
        this.publish(idle)
      }
      if (this.handedOut.includes(batch)) await this.removeFiles(batch, gone)
      else await this.removeBatch(batch)
    }
  }

  /** Of a batch whose other files somebody may still read. */
  private async removeFiles(batch: StagedBatch, gone: readonly StagedFile[]): Promise<void> {
    await batch.whenSettled()
    for (const staged of gone) {
      const { file } = staged
      staged.file = null
      if (file !== null) await this.ports.files.removeFile(file).catch(() => undefined)
    }
  }

  private findFile(version: string): LocalFile | null {
    const files = [...this.liveBatches].flatMap((batch) => batch.files)
    return files.find((file) => file.version === version && file.file !== null)?.file ?? null
  }

  private releaseBatch(batch: StagedBatch | null): void {
    if (batch !== null && batch !== this.current && !this.handedOut.includes(batch))
      void this.removeBatch(batch)
  }

  /** What the system won't let go is met again at the next start. */
  private async removeBatch(batch: StagedBatch): Promise<void> {
    batch.stop()
    // Nobody is given them from now on, and once more for what was about to be whole.
    batch.forgetFiles()
    await batch.whenSettled()
    batch.forgetFiles()
    await this.ports.files.removeBatch(batch.id).catch(() => undefined)
    this.liveBatches.delete(batch)
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
