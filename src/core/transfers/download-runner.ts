import type { TransferState } from '../../shared/transfers'
import { splitLocalPath, toLocalPath } from '../local-names/local-path'
import type { Clock, RandomSource } from '../ports'
import { streamAssetBytes, type AssetBytesPorts } from './stream-asset-bytes'
import type { WrittenFile, LocalTargetPort, NewLocalFile } from './local-target'
import type { QueuedBatch, QueuedFile, RunOutcome, TransferRun, TransferRunner } from './ports'
import { toTransferFailure, withRetries, type TransferFailure } from './transfer-failure'

export interface DownloadRunnerPorts extends AssetBytesPorts {
  readonly target: LocalTargetPort
  readonly clock: Pick<Clock, 'elapsed' | 'sleep'>
  readonly random: Pick<RandomSource, 'id'>
}

/** Concurrent downloads: enough for small files over a slow connection, few enough for the server. */
const maxConcurrent = 3
/** Progress is reported after this time or number of bytes, whichever comes first. */
const progressIntervalMs = 100
const progressIntervalBytes = 1_024 ** 2

/**
 * Downloads files to a local folder. A file gets its name only when it is complete and flushed. The id of its temporary file is
 * logged before that file is created (docs/rules.md#p5).
 */
export class DownloadRunner implements TransferRunner {
  constructor(private readonly ports: DownloadRunnerPorts) {}

  async run(run: TransferRun): Promise<RunOutcome> {
    const connectivity = { isUnreachable: false }
    const work = async (): Promise<void> => {
      while (!connectivity.isUnreachable && !run.stopSignal.aborted) {
        const file = run.takeFile()
        if (file === null) return
        const outcome = await this.processFile(run, file)
        if (outcome === 'offline') connectivity.isUnreachable = true
      }
    }
    await Promise.all(Array.from({ length: maxConcurrent }, work))
    return connectivity.isUnreachable ? 'offline' : 'ended'
  }

  async cleanUp(batch: QueuedBatch, file: QueuedFile): Promise<void> {
    if (file.intent === null || batch.folder === null || !isPartId(file.intent)) return
    // If the folder is gone, so is the file. If it is not writable, the file stays, recognizable by its name.
    await this.ports.target
      .discardPart(toNewLocalFile(batch.folder, file, file.intent))
      .catch(() => undefined)
  }

  private async processFile(
    run: TransferRun,
    file: QueuedFile,
  ): Promise<'reported' | 'requeued' | 'offline'> {
    const outcome = await this.downloadFile(run, file)
    switch (outcome.kind) {
      case 'done':
        await run.reportState(file.id, toDoneState(outcome.value, file))
        return 'reported'
      case 'failed':
        await run.reportState(file.id, toFailedState(outcome))
        return 'reported'
      case 'stopped':
        run.requeue(file.id)
        return 'requeued'
      case 'offline':
        run.requeue(file.id)
        return 'offline'
    }
  }

  private async downloadFile(
    run: TransferRun,
    file: QueuedFile,
  ): Promise<{ readonly kind: 'done'; readonly value: WrittenFile } | TransferFailure> {
    const { folder } = run.batch
    if (folder === null || file.source.kind !== 'asset')
      return { kind: 'failed', problem: 'internal', retry: 'no' }
    const { asset } = file.source
    const { target, random } = this.ports
    const newFile = { ...toNewLocalFile(folder, file, random.id()), mayExist: file.intent !== null }
    const isWhole = ({ size }: { readonly size: number }): boolean =>
      asset.size === null || size === asset.size
    try {
      if (asset.size !== null && (await target.freeBytes(folder)) < asset.size)
        return { kind: 'failed', problem: 'disk-full', retry: 'no' }
      await run.recordIntent(file.id, newFile.partId)
    } catch (error) {
      return toTransferFailure(error)
    }
    const onBytes = this.progressReporter(run, file.id)
    return withRetries(
      () =>
        target.writeFile(
          newFile,
          streamAssetBytes(this.ports, { open: run.open, asset, signal: run.stopSignal, onBytes }),
          isWhole,
        ),
      { clock: this.ports.clock, signal: run.stopSignal },
    )
  }

  /** Reports the first bytes at once, then throttled. */
  private progressReporter(run: TransferRun, fileId: string): (bytes: number) => void {
    const { clock } = this.ports
    let lastReport = { bytes: Number.NEGATIVE_INFINITY, at: Number.NEGATIVE_INFINITY }
    return (bytes) => {
      const isDue =
        clock.elapsed() - lastReport.at >= progressIntervalMs ||
        Math.abs(bytes - lastReport.bytes) >= progressIntervalBytes
      if (!isDue) return
      lastReport = { bytes, at: clock.elapsed() }
      void run.reportState(fileId, { state: 'receiving', bytes })
    }
  }
}

function toNewLocalFile(folder: string, { localPath, identity }: QueuedFile, partId: string): NewLocalFile {
  const path =
    localPath === undefined ? toLocalPath(identity.relativePath, identity.name) : splitLocalPath(localPath)
  return { folder, path, partId }
}

/** Rejects an intent that the app did not write: an edited log must not make it delete another file. */
function isPartId(intent: string): boolean {
  return /^[\w-]{8,64}$/.test(intent)
}

function toDoneState({ name, sha256 }: WrittenFile, { identity }: QueuedFile): TransferState {
  // The stream had the right length, so a wrong size on disk is a storage error.
  if (name === null) return { state: 'failed', problem: 'storage' }
  return { state: 'done', sha256, as: name === identity.name ? null : name }
}

function toFailedState({
  problem,
  detail,
}: Extract<TransferFailure, { readonly kind: 'failed' }>): TransferState {
  return { state: 'failed', problem, ...(detail === undefined ? {} : { detail }) }
}
