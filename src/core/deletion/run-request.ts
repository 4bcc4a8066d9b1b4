import type { DeletionRun, SegmentsRefresh } from '../../shared/deletion'
import type { RunJournal } from './journal'
import type { DeletionPlan } from './plan'
import type { DeletionPorts } from './ports'

export interface RunHandle {
  readonly view: () => DeletionRun
  /** Finishes what is in flight, tells the rest as not deleted, and still verifies. */
  readonly stop: () => void
  /** The computer goes to sleep: no DELETE is begun until `resume`, and a listing comes before the next one. */
  readonly pause: () => void
  readonly resume: () => void
  /** Settles when every file is in its final state. Never rejects. */
  readonly finished: Promise<void>
}

export interface RunRequest {
  readonly id: string
  readonly plan: DeletionPlan
  /** Where each step is written down first (docs/rules.md#p5). */
  readonly journal: RunJournal
  /** What an interrupted job had reached: it goes on with what is left. */
  readonly from?: DeletionRun
  readonly ports: DeletionPorts
  /** Ends what waits for room in the hour to ask for a file. */
  readonly stopWaiting: () => void
  readonly onChange: () => void
  readonly onRefresh: (refresh: SegmentsRefresh) => void
}
