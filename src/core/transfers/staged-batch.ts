import type { SelectedAsset } from '../../shared/deletion'
import type { TransferProblem } from '../../shared/transfers'
import type { OpenConnection } from '../connections/open-connection'
import type { Clock, WrittenBlob } from '../ports'
import { streamAssetBytes, AssetBytesError, type AssetBytesPorts } from './stream-asset-bytes'
import type { LocalFile, LocalFilesPort } from './ports'
import { withRetries } from './transfer-failure'

/** A private folder with a folder for each batch. Names are safe ones; batches have names of our own. */
export interface StagingFilesPort extends Pick<LocalFilesPort, 'readFile'> {
  /** Whole and marked under its name, or nothing is left; null where it was not accepted. */
  readonly writeFile: (
    destination: { readonly batchId: string; readonly name: string },
    chunks: AsyncIterable<Uint8Array>,
    accept: (written: WrittenBlob) => boolean,
  ) => Promise<LocalFile | null>
  readonly removeFile: (file: LocalFile) => Promise<void>
  readonly removeBatch: (batchId: string) => Promise<void>
  /** All of it, whoever left it. */
  readonly clearFiles: () => Promise<void>
}

export interface StagedFile {
  readonly asset: SelectedAsset
  /** By `accountKey`. */
  readonly account: string
  /** By `versionPart`. */
  readonly version: string
  readonly name: string
  /** The same version in an earlier batch, which costs no call. */
  readonly known: LocalFile | null
  /** Null until it is whole, and again when its batch is removed. */
  file: LocalFile | null
}

interface StagedBatchPorts extends AssetBytesPorts {
  readonly files: StagingFilesPort
  readonly clock: Pick<Clock, 'elapsed'>
}

interface StagedBatchOptions {
  readonly id: string
  readonly open: OpenConnection
  readonly files: readonly StagedFile[]
  /** Bytes that all of it may have. */
  readonly limit: number
}

const maxConcurrent = 3
/** How often progress is told, milliseconds. */
const progressIntervalMs = 100

/** Assets that are brought together. One that fails ends the rest: a drag of some of them would be no drag of what was chosen. */
export class StagedBatch {
  problem: TransferProblem | null = null
  onChange: () => void = () => undefined
  private readonly stopController = new AbortController()
  private readonly received = new Map<StagedFile, number>()
  private running: Promise<void> = Promise.resolve()
  private notifiedAt = Number.NEGATIVE_INFINITY

  constructor(
    private readonly ports: StagedBatchPorts,
    private readonly options: StagedBatchOptions,
  ) {}

  get id(): string {
    return this.options.id
  }

  get files(): readonly StagedFile[] {
    return this.options.files
  }

  /** Whether it is exactly these, there or on their way. */
  hasExactly(versions: readonly string[]): boolean {
    const own = new Set(this.files.map(({ version }) => version))
    const isSame = own.size === versions.length && versions.every((version) => own.has(version))
    return isSame && this.problem === null && !this.stopController.signal.aborted
  }

  /** The files of these versions in their order, or null where one of them is not here whole. */
  findFiles(versions: readonly string[]): readonly LocalFile[] | null {
    const whole = new Map(this.files.map(({ version, file }) => [version, file]))
    const files = versions.map((version) => whole.get(version) ?? null)
    return files.some((file) => file === null) ? null : files.filter((file) => file !== null)
  }

  /** Whether one of these is its own. */
  containsAny(files: readonly LocalFile[]): boolean {
    return this.files.some(({ file }) => file !== null && files.includes(file))
  }

  /** Forgets its files. */
  forgetFiles(): void {
    for (const file of this.files) file.file = null
  }

  totalBytes(): number {
    return this.files.reduce((sum, { asset, file }) => sum + (file?.size ?? asset.size ?? 0), 0)
  }

  receivedBytes(): number {
    return this.files.reduce((sum, file) => sum + (file.file?.size ?? this.received.get(file) ?? 0), 0)
  }

  /** Never rejects; `problem` says why it ended early. */
  run(): Promise<void> {
    const remaining = [...this.files]
    const work = async (): Promise<void> => {
      for (let file = remaining.shift(); file !== undefined; file = remaining.shift()) {
        if (this.stopController.signal.aborted) return
        await this.fetchFile(file)
      }
    }
    this.running = Promise.all(Array.from({ length: maxConcurrent }, work)).then(() => undefined)
    return this.running
  }

  whenSettled(): Promise<void> {
    return this.running
  }

  /** Nothing more is brought, and nothing more is told. */
  stop(): void {
    this.onChange = () => undefined
    this.stopController.abort()
  }

  private async fetchFile(staged: StagedFile): Promise<void> {
    const { signal } = this.stopController
    const destination = { batchId: this.id, name: staged.name }
    const { size } = staged.asset
    const isWhole = (written: WrittenBlob): boolean =>
      !signal.aborted && (size === null || written.size === size)
    let known = staged.known
    const outcome = await withRetries(
      () => {
        const bytes =
          known === null ? this.streamAsset(staged) : asRetryable(this.ports.files.readFile(known))
        known = null
        return this.ports.files.writeFile(destination, bytes, isWhole)
      },
      () => signal.aborted,
    )
    if (outcome.kind === 'done') staged.file = outcome.value
    else if (outcome.kind === 'offline') this.fail('unreachable')
    else if (outcome.kind === 'failed') this.fail(outcome.problem)
    this.onChange()
  }

  private streamAsset(staged: StagedFile): AsyncIterable<Uint8Array> {
    const { open, limit } = this.options
    const onBytes = (bytes: number): void => {
      this.received.set(staged, bytes)
      this.notifyThrottled()
    }
    const maxUnknownSize = Math.max(0, limit - this.totalBytes())
    return streamAssetBytes(this.ports, {
      open,
      asset: staged.asset,
      signal: this.stopController.signal,
      maxUnknownSize,
      onBytes,
    })
  }

  private notifyThrottled(): void {
    const now = this.ports.clock.elapsed()
    if (now - this.notifiedAt < progressIntervalMs) return
    this.notifiedAt = now
    this.onChange()
  }

  private fail(problem: TransferProblem): void {
    this.problem ??= problem
    this.stopController.abort()
  }
}

/** What was brought before and cannot be read any more is asked for anew. */
async function* asRetryable(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch {
    throw new AssetBytesError('storage', true)
  }
}
