import type { SelectedAsset } from '../../shared/deletion'
import { assetKey } from '../assets/asset-key'
import { AssetSizeError, type AssetStream } from '../download/asset-stream'
import type { RandomSource, WrittenBlob } from '../ports'
import { WordbeeError } from '../wordbee/wordbee-error'
import {
  PartChangedError,
  type KeptBytes,
  type LocalTargetPort,
  type NewLocalFile,
  type OpenedBytes,
  type WrittenFile,
} from './local-target'
import type { TransferRun } from './ports'
import {
  isRestOf,
  serializeDownloadIntent,
  validatorOf,
  versionOf,
  type BytesVersion,
  type DownloadIntent,
  type ResumePoint,
} from './resume-point'
import {
  AssetBytesError,
  findCached,
  readCached,
  readWhole,
  requestAsset,
  type AssetBytesPorts,
  type AssetBytesRequest,
} from './stream-asset-bytes'
import { toTransferFailure } from './transfer-failure'

export interface PartDownloadPorts extends AssetBytesPorts {
  readonly target: LocalTargetPort
  readonly random: Pick<RandomSource, 'id'>
}

export interface PartDownloadOptions {
  readonly run: TransferRun
  readonly fileId: string
  readonly asset: SelectedAsset
  readonly destination: Pick<NewLocalFile, 'folder' | 'path'>
  /** What an earlier run recorded, or null. */
  readonly intent: DownloadIntent | null
  readonly onBytes: (received: number) => void
}

/** What was received before does not fit what the server returns now. Never leaves core. */
class OtherVersionError extends Error {
  override readonly name = 'OtherVersionError'
}

/** How often an interrupted response is continued without counting as a failed attempt, if each one brought bytes. */
const maxContinuations = 8

/**
 * Downloads one file, in as many attempts as it takes. What an interrupted attempt left on disk is continued by a range request
 * if the listing shows the same size and date before and after, and the response contains the rest of the same version; else the
 * file starts over. So a file never has bytes of two versions.
 */
export class PartDownload {
  private partId: string
  private kept: ResumePoint | null
  /** The version that is being received; null if it cannot be continued. */
  private version: BytesVersion | null = null
  private hasStartedOver = false
  private continuations = 0
  /** Where the latest attempt continued; 0 if it began at the start. */
  private continuedFrom = 0
  private readonly request: AssetBytesRequest

  constructor(
    private readonly ports: PartDownloadPorts,
    private readonly options: PartDownloadOptions,
  ) {
    const { run, asset, onBytes, intent } = options
    this.request = { open: run.open, asset, signal: run.stopSignal, onBytes }
    this.kept = intent?.kept ?? null
    this.partId = this.kept === null ? ports.random.id() : (intent?.partId ?? '')
  }

  /** Whether bytes that were kept could not be continued. */
  get startedOver(): boolean {
    return this.hasStartedOver
  }

  /** Records the temporary file before it is created (docs/rules.md#p5). Rejects if the disk fails. */
  recordPart(): Promise<void> {
    const { run, fileId } = this.options
    return run.recordIntent(fileId, serializeDownloadIntent({ partId: this.partId, kept: this.kept }))
  }

  /** Whether the latest attempt continued the one before and brought bytes, so that another one is worth it. */
  canContinue(): boolean {
    const hasContinued = this.continuedFrom > 0 && (this.kept?.size ?? 0) > this.continuedFrom
    if (hasContinued) this.continuations += 1
    return hasContinued && this.continuations <= maxContinuations
  }

  /** One attempt. After an error the part stays if a later attempt can continue it. */
  async attempt(): Promise<WrittenFile> {
    if (this.kept !== null && !(await this.isUnchanged())) await this.startOver()
    try {
      return await this.receive()
    } catch (error) {
      if (!(error instanceof PartChangedError) && !(error instanceof OtherVersionError)) throw error
      await this.startOver()
      return this.receive()
    }
  }

  /** Removes what was kept: the download has failed. */
  async discardKept(): Promise<void> {
    if (this.kept !== null) await this.discardPart()
    this.kept = null
  }

  private async receive(): Promise<WrittenFile> {
    const { kept } = this
    this.version = null
    this.continuedFrom = 0
    try {
      return await this.ports.target.receiveFile(this.newFile(), {
        kept,
        open: (found) => this.openBytes(found, kept),
        // The stream had the right length, so a wrong size on disk is a storage error.
        accept: ({ size }) => this.options.asset.size === null || size === this.options.asset.size,
        keepsPart: (error, written) => this.keepPart(error, written),
      })
    } catch (error) {
      if (this.kept !== null && this.kept !== kept) await this.recordPart().catch(() => this.discardKept())
      throw error
    }
  }

  private newFile(): NewLocalFile {
    const { destination, intent } = this.options
    return { ...destination, partId: this.partId, mayExist: intent !== null }
  }

  private keepPart(error: unknown, { size, sha256 }: WrittenBlob): boolean {
    const isInterrupted = !(error instanceof OtherVersionError) && isInterruption(error)
    this.kept = this.version === null || !isInterrupted ? null : { ...this.version, size, sha256 }
    return this.kept !== null
  }

  private async startOver(): Promise<void> {
    this.hasStartedOver = true
    await this.discardPart()
    this.kept = null
    this.partId = this.ports.random.id()
    await this.recordPart()
  }

  private discardPart(): Promise<void> {
    return this.ports.target.discardPart(this.newFile()).catch(() => undefined)
  }

  /** Costs a listing: the part must not be continued, nor completed, with bytes of another version. */
  private async isUnchanged(): Promise<boolean> {
    const { run, asset } = this.options
    const listing = await run.open.client.listSegments(asset.context, [asset.segmentId], {
      priority: 'transfers',
      signal: run.stopSignal,
    })
    const listed = listing.assets.find(({ key }) => key === assetKey(asset))
    return listed?.size === asset.size && listed.modifiedDate === asset.modifiedDate
  }

  private async openBytes(found: KeptBytes | null, kept: ResumePoint | null): Promise<OpenedBytes> {
    const cached = await findCached(this.ports, this.request)
    if (cached !== null) return { from: 0, chunks: readCached(this.ports, this.request, cached) }
    if (found === null || kept === null) return this.openWhole(await requestAsset(this.ports, this.request))
    this.version = kept
    if (found.size === kept.total) return { from: found.size, chunks: nothing() }
    const from = found.size - found.tail.length
    const answer = await this.requestRest(from, kept)
    if (answer !== null && isRestOf(answer.response, kept, from)) {
      this.continuedFrom = found.size
      return { from: found.size, chunks: this.readRest(answer, { found, kept, from }) }
    }
    this.hasStartedOver = true
    if (answer?.response.status === 200) return this.openWhole(answer)
    answer?.close()
    return this.openWhole(await requestAsset(this.ports, this.request))
  }

  /** Null if the server has no bytes at this offset. */
  private async requestRest(from: number, kept: ResumePoint): Promise<AssetStream | null> {
    try {
      return await requestAsset(this.ports, this.request, { from, validator: validatorOf(kept) })
    } catch (error) {
      if (error instanceof WordbeeError && error.facts.status === 416) return null
      throw error
    }
  }

  private openWhole(answer: AssetStream): OpenedBytes {
    const { asset } = this.options
    const version = versionOf(answer.response, asset.size)
    const isIdentified = version !== null && (asset.modifiedDate !== null || validatorOf(version) !== null)
    this.version = isIdentified ? version : null
    return { from: 0, chunks: readWhole(answer, this.request) }
  }

  /** The bytes after the kept ones. Those before the end of the kept ones are asked for again, and must be the same. */
  private async *readRest(
    answer: AssetStream,
    { found, kept, from }: RestOfPart,
  ): AsyncGenerator<Uint8Array> {
    let offset = from
    try {
      for await (const chunk of answer.read({ size: kept.total - from })) {
        const known = found.tail.subarray(offset - from, offset - from + chunk.byteLength)
        if (known.some((byte, index) => byte !== chunk[index])) throw new OtherVersionError()
        offset += chunk.byteLength
        this.request.onBytes(Math.max(offset, found.size))
        if (chunk.byteLength > known.byteLength) yield chunk.subarray(known.byteLength)
      }
    } catch (error) {
      if (!(error instanceof AssetSizeError)) throw error
      throw error.difference === 'shorter' ? new AssetBytesError('answer-cut', true) : new OtherVersionError()
    }
    if (!(await this.isUnchanged())) throw new OtherVersionError()
  }
}

interface RestOfPart {
  readonly found: KeptBytes
  readonly kept: ResumePoint
  /** Offset of the first byte of the response. */
  readonly from: number
}

/** Whether the bytes that arrived before this error are good. */
function isInterruption(error: unknown): boolean {
  const failure = toTransferFailure(error)
  if (failure.kind !== 'failed') return true
  return ['answer-cut', 'timed-out', 'throttled'].includes(failure.problem)
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // The part is complete already.
}
