import type { RunOutcome, TransferRun, TransferRunner } from './ports'
import { UploadBatch, type UploadRunnerPorts } from './upload-batch'

/** Sends files of this computer, and copies of assets, to a segment: each proven by a listing that was made after it. */
export class UploadRunner implements TransferRunner {
  constructor(private readonly ports: UploadRunnerPorts) {}

  run(run: TransferRun): Promise<RunOutcome> {
    return new UploadBatch(this.ports, run).run()
  }

  /** Nothing is left on this computer; what may be left on the server is settled by the listing of the next run. */
  cleanUp(): Promise<void> {
    return Promise.resolve()
  }
}
