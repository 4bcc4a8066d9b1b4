import type { AccountRefresh } from '../../shared/deletion'
import type { QueuedBatch, QueuedFile, RunEnd, TransferRun, TransferRunner } from './ports'
import type { UploadOutcome } from './upload-fact'
import { UploadRun } from './upload-run'
import type { UploadSenderPorts } from './upload-sender'

export interface UploadRunnerPorts extends UploadSenderPorts {
  /** What the closing listing of each round showed. */
  readonly onRefresh: (refresh: AccountRefresh) => void
  /** Called once for each file that ended by itself. `sha256`: of what was sent, where something was. */
  readonly onUploaded: (
    batch: QueuedBatch,
    file: QueuedFile,
    ended: { readonly outcome: UploadOutcome; readonly sha256: string | null },
  ) => void
}

/** Sends files of this computer, and copies of assets, to a segment: each proven by a listing that was made after it. */
export class UploadRunner implements TransferRunner {
  constructor(private readonly ports: UploadRunnerPorts) {}

  run(run: TransferRun): Promise<RunEnd> {
    return new UploadRun(this.ports, run).run()
  }

  /** Nothing is left on this computer; what may be left on the server is settled by the listing of the next run. */
  cleanUp(): Promise<void> {
    return Promise.resolve()
  }
}
