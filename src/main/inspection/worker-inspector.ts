import type { Worker } from 'node:worker_threads'
import { SerialQueue } from '../../core/lib/serial-queue'
import type { CachedFile, Clock } from '../../core/ports'
import { givenUp, type FileInspector, type InspectRequest } from '../../core/previews/file-inspector'
import type { InspectedFile, WithheldFile } from '../../core/previews/inspect'
import type { PictureHeader } from '../../core/previews/picture-header'
import type { InspectionResult, InspectionTask } from './messages'

/** Time limit for one file, in ms. Ordinary files take a few; a slow disk takes longer. */
export const inspectionDeadlineMs = 5_000

export interface WorkerInspectorPorts {
  /** Starts a thread with a memory limit. */
  readonly start: () => Worker
  readonly clock: Pick<Clock, 'after'>
  /** A thread was ended or failed. The next task starts a new one. */
  readonly onFailure: (error: unknown) => void
}

/**
 * Has files inspected in a thread, one at a time. A thread that takes too long, runs out of memory or fails is ended and
 * replaced, and its file counts as given up. So no file can block the main process.
 */
export class WorkerInspector implements FileInspector {
  private worker: Worker | null = null
  private readonly queue = new SerialQueue()

  constructor(private readonly ports: WorkerInspectorPorts) {}

  async inspectCached(file: CachedFile, request: InspectRequest): Promise<InspectedFile | WithheldFile> {
    const result = await this.run({ kind: 'file', file, request })
    if (result?.kind === 'unreadable') throw new UnreadableFileError(result.code)
    return result?.kind === 'file' ? result.found : givenUp
  }

  async readPicture(start: Uint8Array): Promise<PictureHeader | 'cut' | null> {
    const result = await this.run({ kind: 'picture', start })
    return result?.kind === 'picture' ? result.header : null
  }

  close(): void {
    const { worker } = this
    this.worker = null
    if (worker !== null) void worker.terminate()
  }

  /** The result of a task after those before it, or null if it was given up. Never rejects. */
  private run(task: InspectionTask): Promise<InspectionResult | null> {
    return this.queue.run(() => this.runNow(task))
  }

  private runNow(task: InspectionTask): Promise<InspectionResult | null> {
    return new Promise((resolve) => {
      const worker = this.worker ?? this.startWorker()
      const end = (result: InspectionResult | null): void => {
        cancelDeadline()
        worker.off('message', end)
        worker.off('exit', giveUp)
        resolve(result)
      }
      const giveUp = (): void => {
        this.endWorker(worker)
        end(null)
      }
      const cancelDeadline = this.ports.clock.after(inspectionDeadlineMs, () => {
        this.ports.onFailure(new Error('the inspection of a file took too long'))
        giveUp()
      })
      worker.on('message', end)
      worker.on('exit', giveUp)
      worker.postMessage(task)
    })
  }

  private startWorker(): Worker {
    const worker = this.ports.start()
    this.worker = worker
    // Every failure also ends the thread; without a listener it would be an uncaught error of the main process.
    worker.on('error', (error) => this.ports.onFailure(error))
    worker.on('exit', () => this.endWorker(worker))
    return worker
  }

  private endWorker(worker: Worker): void {
    if (this.worker === worker) this.worker = null
    void worker.terminate()
  }
}

/** The cached file could not be read; `code` is that of the file system. */
class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError'
  constructor(readonly code: string) {
    super(`cannot read the cached file: ${code}`)
  }
}
