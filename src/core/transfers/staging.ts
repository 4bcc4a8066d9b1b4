import type { SegmentsRefresh, SelectedAsset } from '../../shared/deletion'
import type { FailureKind } from '../../shared/failure'
import { fail, succeed, type Result } from '../../shared/result'
import { isOwnProblem, type StagingNews, type TransferProblem } from '../../shared/transfers'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import { uniqueLocalNames } from '../local-names/free-names'
import { toLocalName } from '../local-names/local-name'
import type { Clock, HashPort, RandomSource } from '../ports'
import { isSure, versionPart } from '../previews/kept-name'
import type { AssetBytesPorts } from './asset-bytes'
import { withoutTwins } from './downloads'
import type { LocalFile } from './ports'
import { StagedBatch, type StagedFile, type StagingFilesPort } from './staged-batch'

export interface StagingPorts extends AssetBytesPorts {
  readonly files: StagingFilesPort
  readonly hash: HashPort
  readonly random: Pick<RandomSource, 'id'>
  readonly clock: Pick<Clock, 'elapsed'>
  readonly connection: () => OpenConnection | null
  /** Keeps the session of a connection until the answer is called. */
  readonly hold: (open: OpenConnection) => () => void
  /** Bytes that one batch may have, by the settings; asked each time. */
  readonly limit: () => number
  readonly onNews: (news: StagingNews) => void
}

/** Batches that were handed to another program, which may read them at any time later. */
const mostHandedOut = 8

const idle: StagingNews = { files: 0, ready: 0, bytes: 0, bytesDone: 0, state: 'idle', failure: null }

/**
 * Assets on their way out: whole files in a private folder, for a drag or the clipboard, which both take nothing that is not
 * there yet. What is verified gone or replaced goes from here at once (P9), all of it at the start and at the end of the app.
 */
export class Staging {
  private current: StagedBatch | null = null
  private handedOut: readonly StagedBatch[] = []
  /** Whatever has files, or may still get some. */
  private readonly alive = new Set<StagedBatch>()
  private latest: StagingNews = idle
  private isClosed = false

  constructor(private readonly ports: StagingPorts) {}

  /** Leftovers of a crash. Never rejects. */
  async load(): Promise<void> {
    await this.ports.files.clear().catch(() => undefined)
  }

  news(): StagingNews {
    return this.latest
  }

  /**
   * Begins to bring them, and ends what was begun before; the rest is told by news. What is there already, or on its way, is
   * not brought again. Failure: `not-connected`.
   */
  stage(assets: readonly SelectedAsset[]): Result<StagingNews> {
    const open = this.ports.connection()
    if (open === null || this.isClosed) return fail({ kind: 'not-connected', retry: 'no' })
    const wanted = withoutTwins(assets)
    if (this.current?.isOf(wanted.map((asset) => this.versionOf(open, asset))) === true)
      return succeed(this.latest)
    const ready = this.find(wanted)
    if (ready !== null) return succeed(this.tell(readyNews(ready)))
    const bytes = wanted.reduce((sum, { size }) => sum + (size ?? 0), 0)
    const before = this.current
    this.current = null
    if (bytes > this.ports.limit()) {
      this.leave(before)
      return succeed(this.tell({ ...idle, files: wanted.length, bytes, state: 'too-large' }))
    }
    this.begin(open, wanted, before)
    return succeed(this.latest)
  }

  /** The files of these assets in their order, or null where one is not there whole in the version that is asked for. */
  find(assets: readonly SelectedAsset[]): readonly LocalFile[] | null {
    const open = this.ports.connection()
    if (open === null) return null
    const files = withoutTwins(assets).map((asset) => this.fileOf(this.versionOf(open, asset)))
    return files.some((file) => file === null) ? null : files.filter((file) => file !== null)
  }

  /** Another program has their paths now: they stay until the app quits, or one of them is verified gone. */
  noteHandedOut(): void {
    const batch = this.current
    if (batch === null || this.handedOut.includes(batch)) return
    const all = [...this.handedOut, batch]
    this.handedOut = all.slice(-mostHandedOut)
    for (const oldest of all.slice(0, -mostHandedOut)) void this.remove(oldest)
  }

  /** Another program changed or removed these: they are brought anew, and what lies there by now is not ours to remove. */
  lose(changed: readonly LocalFile[]): void {
    const paths = new Set(changed.map(({ path }) => path))
    for (const batch of this.alive) {
      const files = batch.files.filter(({ file }) => file !== null && paths.has(file.path))
      if (files.length === 0) continue
      for (const staged of files) staged.file = null
      if (this.current === batch) {
        this.current = null
        this.tell(idle)
      }
      this.leave(batch)
    }
  }

  /** What a listing showed of segments, whole: of each only what is still there, as it is there, stays. Never rejects. */
  async takeListing(
    account: string,
    { segmentIds, assets }: Omit<SegmentsRefresh, 'context'>,
  ): Promise<void> {
    const touched = new Set(segmentIds)
    const there = new Set(assets.map((asset) => versionPart(this.ports.hash, account, asset)))
    const isGone = (file: StagedFile): boolean =>
      file.account === account &&
      touched.has(file.asset.segmentId) &&
      (!isSure(file) || !there.has(file.version))
    await this.forget(isGone)
  }

  /** Never rejects. */
  async forgetAccount(account: string): Promise<void> {
    await this.forget((file) => file.account === account)
  }

  /** The app quits: nothing is brought any more, and nothing is left. Never rejects. */
  async close(): Promise<void> {
    this.isClosed = true
    const all = [...this.alive]
    for (const batch of all) batch.stop()
    await Promise.all(all.map((batch) => batch.settled()))
    await this.load()
  }

  private begin(open: OpenConnection, assets: readonly SelectedAsset[], before: StagedBatch | null): void {
    const names = uniqueLocalNames(
      assets.map(({ name }) => toLocalName(name)),
      () => false,
    )
    const account = accountKeyOf(open)
    const files = assets.map((asset, index): StagedFile => {
      const version = this.versionOf(open, asset)
      return {
        asset,
        account,
        version,
        name: names[index] ?? 'asset',
        known: this.fileOf(version),
        file: null,
      }
    })
    const batch = new StagedBatch(this.ports, {
      open,
      files,
      id: this.ports.random.id(),
      limit: this.ports.limit(),
    })
    this.alive.add(batch)
    this.current = batch
    before?.stop()
    const letGo = this.ports.hold(open)
    batch.onChange = () => {
      if (this.current === batch) this.tell(newsOf(batch))
    }
    this.tell(newsOf(batch))
    void batch.run().finally(() => {
      letGo()
      this.leave(before)
    })
  }

  private async forget(isGone: (file: StagedFile) => boolean): Promise<void> {
    for (const batch of this.alive) {
      const gone = batch.files.filter(isGone)
      if (gone.length === 0) continue
      batch.stop()
      if (this.current === batch) {
        this.current = null
        this.tell(idle)
      }
      if (this.handedOut.includes(batch)) await this.removeFiles(batch, gone)
      else await this.remove(batch)
    }
  }

  /** Of a batch whose other files somebody may still read. */
  private async removeFiles(batch: StagedBatch, gone: readonly StagedFile[]): Promise<void> {
    await batch.settled()
    for (const staged of gone) {
      const { file } = staged
      staged.file = null
      if (file !== null) await this.ports.files.remove(file).catch(() => undefined)
    }
  }

  private fileOf(version: string): LocalFile | null {
    const files = [...this.alive].flatMap((batch) => batch.files)
    return files.find((file) => file.version === version && file.file !== null)?.file ?? null
  }

  private leave(batch: StagedBatch | null): void {
    if (batch !== null && batch !== this.current && !this.handedOut.includes(batch)) void this.remove(batch)
  }

  /** What the system won't let go is met again at the next start. */
  private async remove(batch: StagedBatch): Promise<void> {
    batch.stop()
    await batch.settled()
    for (const file of batch.files) file.file = null
    await this.ports.files.removeBatch(batch.id).catch(() => undefined)
    this.alive.delete(batch)
  }

  private versionOf(open: OpenConnection, asset: SelectedAsset): string {
    return versionPart(this.ports.hash, accountKeyOf(open), asset)
  }

  private tell(news: StagingNews): StagingNews {
    this.latest = news
    this.ports.onNews(news)
    return news
  }
}

function readyNews(files: readonly LocalFile[]): StagingNews {
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  return { files: files.length, ready: files.length, bytes, bytesDone: bytes, state: 'ready', failure: null }
}

function newsOf(batch: StagedBatch): StagingNews {
  const ready = batch.files.filter(({ file }) => file !== null).length
  const counts = { files: batch.files.length, ready, bytes: batch.bytes(), bytesDone: batch.bytesDone() }
  const { problem } = batch
  if (problem === null)
    return { ...counts, state: ready === batch.files.length ? 'ready' : 'preparing', failure: null }
  if (problem === 'answer-too-large') return { ...counts, state: 'too-large', failure: null }
  return { ...counts, state: 'failed', failure: failureOf(problem) }
}

function failureOf(problem: TransferProblem): FailureKind {
  if (!isOwnProblem(problem)) return problem
  return problem === 'changed-on-server' ? 'answer-unexpected' : 'storage-failed'
}
