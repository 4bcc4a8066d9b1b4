import type { RunOutcome, TransferRun, TransferRunner } from './ports'
import { UploadBatch, type UploadRunnerPorts } from './upload-batch'

/** Uploads local files and copies of assets to a segment. Each one is verified by a later listing. */
export class UploadRunner implements TransferRunner {
  constructor(private readonly ports: UploadRunnerPorts) {}

  run(run: TransferRun): Promise<RunOutcome> {
    return new UploadBatch(this.ports, run).run()
  }

  /** Nothing to do locally; a file on the server is found by the listing of the next run. */
  cleanUp(): Promise<void> {
    return Promise.resolve()
  }
}
