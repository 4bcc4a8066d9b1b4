import type { TransferState } from '../../shared/transfers'
import { splitLocalPath, toLocalPath } from '../local-names/local-path'
import type { Clock } from '../ports'
import type { WrittenFile, NewLocalFile } from './local-target'
import { PartDownload, type PartDownloadPorts } from './part-download'
import type {
  CleanUpOptions,
  QueuedBatch,
  QueuedFile,
  RunOutcome,
  TransferRun,
  TransferRunner,
} from './ports'
import { parseDownloadIntent } from './resume-point'
import { toTransferFailure, withRetries, type TransferFailure } from './transfer-failure'

export interface DownloadRunnerPorts extends PartDownloadPorts {
  readonly clock: Pick<Clock, 'elapsed' | 'sleep'>
}

/** Concurrent downloads: enough for small files over a slow connection, few enough for the server. */
const maxConcurrent = 3
/** Progress is reported after this time or number of bytes, whichever comes first. */
const progressIntervalMs = 100
const progressIntervalBytes = 1_024 ** 2

/**
 * Downloads files to a local folder. A file gets its name only when it is complete and flushed. The id of its temporary file is
 * logged before that file is created (docs/rules.md#p5). After a pause or an outage it is continued (`PartDownload`).
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

  async cleanUp(batch: QueuedBatch, file: QueuedFile, { isOver }: CleanUpOptions): Promise<void> {
    const intent = parseDownloadIntent(file.intent)
    if (intent === null || batch.folder === null || (intent.kept !== null && !isOver)) return
    // If the folder is gone, so is the file. If it is not writable, the file stays, recognizable by its name.
    await this.ports.target
      .discardPart(toNewLocalFile(batch.folder, file, intent.partId))
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
  ): Promise<{ readonly kind: 'done'; readonly value: DownloadedFile } | TransferFailure> {
    const { folder } = run.batch
    if (folder === null || file.source.kind !== 'asset')
      return { kind: 'failed', problem: 'internal', retry: 'no' }
    const { asset } = file.source
    const { target } = this.ports
    const { path } = toNewLocalFile(folder, file, '')
    const progress = this.progressReporter(run, file.id)
    const download: PartDownload = new PartDownload(this.ports, {
      run,
      asset,
      fileId: file.id,
      destination: { folder, path },
      intent: parseDownloadIntent(file.intent),
      onBytes: (bytes) => progress(bytes, download.startedOver),
    })
    try {
      if (asset.size !== null && (await target.freeBytes(folder)) < asset.size)
        return { kind: 'failed', problem: 'disk-full', retry: 'no' }
      await download.recordPart()
    } catch (error) {
      return toTransferFailure(error)
    }
    const outcome = await withRetries(() => download.attempt(), {
      clock: this.ports.clock,
      signal: run.stopSignal,
      hasProgressed: () => download.canContinue(),
    })
    if (outcome.kind === 'failed') await download.discardKept()
    if (outcome.kind !== 'done') return outcome
    return { kind: 'done', value: { ...outcome.value, startedOver: download.startedOver } }
  }

  /** Reports the first bytes at once, then throttled. */
  private progressReporter(run: TransferRun, fileId: string): (bytes: number, startedOver: boolean) => void {
    const { clock } = this.ports
    let lastReport = { bytes: Number.NEGATIVE_INFINITY, at: Number.NEGATIVE_INFINITY }
    return (bytes, startedOver) => {
      const isDue =
        clock.elapsed() - lastReport.at >= progressIntervalMs ||
        Math.abs(bytes - lastReport.bytes) >= progressIntervalBytes
      if (!isDue) return
      lastReport = { bytes, at: clock.elapsed() }
      void run.reportState(fileId, withStartedOver({ state: 'receiving', bytes }, startedOver))
    }
  }
}

function toNewLocalFile(folder: string, { localPath, identity }: QueuedFile, partId: string): NewLocalFile {
  const path =
    localPath === undefined ? toLocalPath(identity.relativePath, identity.name) : splitLocalPath(localPath)
  return { folder, path, partId }
}

interface DownloadedFile extends WrittenFile {
  readonly startedOver: boolean
}

function withStartedOver(
  state: Extract<TransferState, { state: 'receiving' | 'done' }>,
  startedOver: boolean,
): TransferState {
  return startedOver ? { ...state, startedOver } : state
}

function toDoneState({ name, sha256, startedOver }: DownloadedFile, { identity }: QueuedFile): TransferState {
  // The stream had the right length, so a wrong size on disk is a storage error.
  if (name === null) return { state: 'failed', problem: 'storage' }
  return withStartedOver({ state: 'done', sha256, as: name === identity.name ? null : name }, startedOver)
}

function toFailedState({
  problem,
  detail,
}: Extract<TransferFailure, { readonly kind: 'failed' }>): TransferState {
  return { state: 'failed', problem, ...(detail === undefined ? {} : { detail }) }
}
