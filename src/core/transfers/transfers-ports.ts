import type { TransferBatch } from '../../shared/transfers'
import type { Clock, LogFilesPort, RandomSource } from '../ports'
import type { SchedulePorts } from './schedule'
import type { UploadEndedListener } from './upload-fact'

/** What the queue asks of the world, and whom it tells. */
export interface TransfersPorts extends SchedulePorts {
  readonly files: LogFilesPort
  readonly clock: Clock
  readonly random: RandomSource
  /** Called for every change, bytes included. */
  readonly onChange: () => void
  /** Called when a batch has nothing more to do, once each time: after a retry again. */
  readonly onBatchEnded: (batch: TransferBatch) => void
  /** Called for each upload that was stopped and that the server may have. What its runner ended, the runner tells. */
  readonly onUploadEnded: UploadEndedListener
}
