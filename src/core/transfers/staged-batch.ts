import type { SelectedAsset } from '../../shared/deletion'
import type { TransferProblem } from '../../shared/transfers'
import type { OpenConnection } from '../connections/open-connection'
import type { Clock, WrittenBlob } from '../ports'
import { assetBytes, AssetBytesError, type AssetBytesPorts } from './asset-bytes'
import type { LocalFile, LocalFilesPort } from './ports'
import { withRetries } from './transfer-trouble'

/** A private folder with a folder for each batch. Names are safe ones; batches have names of our own. */
export interface StagingFilesPort extends Pick<LocalFilesPort, 'read'> {
  /** Whole and marked under its name, or nothing is left; null where it was not accepted. */
  readonly write: (
    place: { readonly batchId: string; readonly name: string },
    chunks: AsyncIterable<Uint8Array>,
    accept: (written: WrittenBlob) => boolean,
  ) => Promise<LocalFile | null>
  readonly remove: (file: LocalFile) => Promise<void>
  readonly removeBatch: (batchId: string) => Promise<void>
  /** All of it, whoever left it. */
  readonly clear: () => Promise<void>
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

interface BatchPorts extends AssetBytesPorts {
  readonly files: StagingFilesPort
  readonly clock: Pick<Clock, 'elapsed'>
}

interface BatchFacts {
  readonly id: string
  readonly open: OpenConnection
  readonly files: readonly StagedFile[]
  /** Bytes that all of it may have. */
  readonly limit: number
}

const atOnce = 3
/** How often progress is told, milliseconds. */
const toldEveryMs = 100

/** Assets that are brought together. One that fails ends the rest: a drag of some of them would be no drag of what was chosen. */
export class StagedBatch {
  problem: TransferProblem | null = null
  onChange: () => void = () => undefined
  private readonly stopper = new AbortController()
  private readonly received = new Map<StagedFile, number>()
  private running: Promise<void> = Promise.resolve()
  private toldAt = Number.NEGATIVE_INFINITY

  constructor(
    private readonly ports: BatchPorts,
    private readonly facts: BatchFacts,
  ) {}

  get id(): string {
    return this.facts.id
  }

  get files(): readonly StagedFile[] {
    return this.facts.files
  }

  /** Whether it is exactly these, there or on their way. */
  isOf(versions: readonly string[]): boolean {
    const own = new Set(this.files.map(({ version }) => version))
    const isSame = own.size === versions.length && versions.every((version) => own.has(version))
    return isSame && this.problem === null && !this.stopper.signal.aborted
  }

  /** The files of these versions in their order, or null where one of them is not here whole. */
  filesOf(versions: readonly string[]): readonly LocalFile[] | null {
    const whole = new Map(this.files.map(({ version, file }) => [version, file]))
    const files = versions.map((version) => whole.get(version) ?? null)
    return files.some((file) => file === null) ? null : files.filter((file) => file !== null)
  }

  /** Whether one of these is its own. */
  has(files: readonly LocalFile[]): boolean {
    return this.files.some(({ file }) => file !== null && files.includes(file))
  }

  /** Forgets its files. */
  forgetFiles(): void {
    for (const file of this.files) file.file = null
  }

  bytes(): number {
    return this.files.reduce((sum, { asset, file }) => sum + (file?.size ?? asset.size ?? 0), 0)
  }

  bytesDone(): number {
    return this.files.reduce((sum, file) => sum + (file.file?.size ?? this.received.get(file) ?? 0), 0)
  }

  /** Never rejects; `problem` says why it ended early. */
  run(): Promise<void> {
    const left = [...this.files]
    const work = async (): Promise<void> => {
      for (let file = left.shift(); file !== undefined; file = left.shift()) {
        if (this.stopper.signal.aborted) return
        await this.bring(file)
      }
    }
    this.running = Promise.all(Array.from({ length: atOnce }, work)).then(() => undefined)
    return this.running
  }

  settled(): Promise<void> {
    return this.running
  }

  /** Nothing more is brought, and nothing more is told. */
  stop(): void {
    this.onChange = () => undefined
    this.stopper.abort()
  }

  private async bring(staged: StagedFile): Promise<void> {
    const { signal } = this.stopper
    const place = { batchId: this.id, name: staged.name }
    const { size } = staged.asset
    const isWhole = (written: WrittenBlob): boolean =>
      !signal.aborted && (size === null || written.size === size)
    let known = staged.known
    const end = await withRetries(
      () => {
        const bytes = known === null ? this.assetBytes(staged) : again(this.ports.files.read(known))
        known = null
        return this.ports.files.write(place, bytes, isWhole)
      },
      () => signal.aborted,
    )
    if (end.kind === 'done') staged.file = end.value
    else if (end.kind === 'offline') this.fail('unreachable')
    else if (end.kind === 'failed') this.fail(end.problem)
    this.onChange()
  }

  private assetBytes(staged: StagedFile): AsyncIterable<Uint8Array> {
    const { open, limit } = this.facts
    const onBytes = (bytes: number): void => {
      this.received.set(staged, bytes)
      this.tellNowAndThen()
    }
    const mostUntold = Math.max(0, limit - this.bytes())
    return assetBytes(this.ports, {
      open,
      asset: staged.asset,
      signal: this.stopper.signal,
      mostUntold,
      onBytes,
    })
  }

  private tellNowAndThen(): void {
    const now = this.ports.clock.elapsed()
    if (now - this.toldAt < toldEveryMs) return
    this.toldAt = now
    this.onChange()
  }

  private fail(problem: TransferProblem): void {
    this.problem ??= problem
    this.stopper.abort()
  }
}

/** What was brought before and cannot be read any more is asked for anew. */
async function* again(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch {
    throw new AssetBytesError('storage', true)
  }
}
