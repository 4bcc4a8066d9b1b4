import type { TransferState } from '../../shared/transfers'
import { splitLocalPath, toLocalPath } from '../local-names/local-path'
import type { Clock, RandomSource } from '../ports'
import { assetBytes, type AssetBytesPorts } from './asset-bytes'
import type { LandedFile, LocalTargetPort, NewLocalFile } from './local-target'
import type { QueuedBatch, QueuedFile, RunEnd, TransferRun, TransferRunner } from './ports'
import { troubleOf, withRetries, type Trouble } from './transfer-trouble'

export interface DownloadRunnerPorts extends AssetBytesPorts {
  readonly target: LocalTargetPort
  readonly clock: Pick<Clock, 'elapsed'>
  readonly random: Pick<RandomSource, 'id'>
}

/** Files that come at once: enough for small ones on a slow line, few enough for a server. */
const atOnce = 3
/** How often progress is told: after so many milliseconds, or bytes. */
const toldEveryMs = 100
const toldEveryBytes = 1_024 ** 2

/**
 * Brings files to a folder of this computer. Each is under its name only when every byte of it is there and flushed; the name
 * of its temporary file is written down before that file is made.
 */
export class DownloadRunner implements TransferRunner {
  constructor(private readonly ports: DownloadRunnerPorts) {}

  async run(run: TransferRun): Promise<RunEnd> {
    const reach = { isLost: false }
    const work = async (): Promise<void> => {
      while (!reach.isLost && !run.stop.aborted) {
        const file = run.take()
        if (file === null) return
        const end = await this.bring(run, file)
        if (end === 'offline') reach.isLost = true
      }
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    return reach.isLost ? 'offline' : 'ended'
  }

  async cleanUp(batch: QueuedBatch, file: QueuedFile): Promise<void> {
    if (file.intent === null || batch.folder === null || !isPartId(file.intent)) return
    // A folder that is gone took the file along; one that cannot be written keeps it, under a name that says what it is.
    await this.ports.target.discardPart(newFile(batch.folder, file, file.intent)).catch(() => undefined)
  }

  private async bring(run: TransferRun, file: QueuedFile): Promise<'told' | 'back' | 'offline'> {
    const end = await this.land(run, file)
    switch (end.kind) {
      case 'done':
        await run.tell(file.id, doneAs(end.value, file))
        return 'told'
      case 'failed':
        await run.tell(file.id, failedBy(end))
        return 'told'
      case 'stopped':
        run.putBack(file.id)
        return 'back'
      case 'offline':
        run.putBack(file.id)
        return 'offline'
    }
  }

  private async land(
    run: TransferRun,
    file: QueuedFile,
  ): Promise<{ readonly kind: 'done'; readonly value: LandedFile } | Trouble> {
    const { folder } = run.batch
    if (folder === null || file.source.kind !== 'asset')
      return { kind: 'failed', problem: 'internal', again: 'no' }
    const { asset } = file.source
    const { target, random } = this.ports
    const wanted = { ...newFile(folder, file, random.id()), isMaybeThere: file.intent !== null }
    const isWhole = ({ size }: { readonly size: number }): boolean =>
      asset.size === null || size === asset.size
    try {
      if (asset.size !== null && (await target.freeBytes(folder)) < asset.size)
        return { kind: 'failed', problem: 'disk-full', again: 'no' }
      await run.intend(file.id, wanted.partId)
    } catch (error) {
      return troubleOf(error)
    }
    const onBytes = this.teller(run, file.id)
    return withRetries(
      () =>
        target.write(
          wanted,
          assetBytes(this.ports, { open: run.open, asset, signal: run.stop, onBytes }),
          isWhole,
        ),
      () => run.stop.aborted,
    )
  }

  /** The first bytes at once, then now and then. */
  private teller(run: TransferRun, fileId: string): (bytes: number) => void {
    const { clock } = this.ports
    let told = { bytes: Number.NEGATIVE_INFINITY, at: Number.NEGATIVE_INFINITY }
    return (bytes) => {
      const isDue = clock.elapsed() - told.at >= toldEveryMs || Math.abs(bytes - told.bytes) >= toldEveryBytes
      if (!isDue) return
      told = { bytes, at: clock.elapsed() }
      void run.tell(fileId, { state: 'receiving', bytes })
    }
  }
}

function newFile(folder: string, { localPath, identity }: QueuedFile, partId: string): NewLocalFile {
  const path =
    localPath === undefined ? toLocalPath(identity.relativePath, identity.name) : splitLocalPath(localPath)
  return { folder, path, partId }
}

/** What was written down is ours; who wrote into the list since may have meant another file. */
function isPartId(intent: string): boolean {
  return /^[\w-]{8,64}$/.test(intent)
}

function doneAs({ name, sha256 }: LandedFile, { identity }: QueuedFile): TransferState {
  // Every byte was counted on the way: that the disk counts another number is the disk's fault.
  if (name === null) return { state: 'failed', problem: 'storage' }
  return { state: 'done', sha256, as: name === identity.name ? null : name }
}

function failedBy({ problem, detail }: Extract<Trouble, { readonly kind: 'failed' }>): TransferState {
  return { state: 'failed', problem, ...(detail === undefined ? {} : { detail }) }
}
