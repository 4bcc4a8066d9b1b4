import type { TransferBatch } from '../../shared/transfers'
import type { Clock, LogFilesPort, RandomSource } from '../ports'
import type { SchedulePorts } from './schedule'
import type { UploadEndedListener } from './upload-fact'

/** What the queue needs, and the callbacks it invokes. */
export interface TransfersPorts extends SchedulePorts {
  readonly files: LogFilesPort
  readonly clock: Clock
  readonly random: RandomSource
  /** Called for every change, including progress. */
  readonly onChange: () => void
  /** Called each time a batch ends, so again after a retry. */
  readonly onBatchEnded: (batch: TransferBatch) => void
  /** Called for each stopped upload that the server may have stored. Runners report the uploads that they finish. */
  readonly onUploadEnded: UploadEndedListener
}
