import type { DeletionChange, DeletionPhase, DeletionRun, SegmentsRefresh } from '../../shared/deletion'
import type { RunJournal } from './journal'
import type { DeletionPlan } from './plan'
import type { DeletionPorts } from './ports'

export interface RunHandle {
  readonly id: string
  readonly view: () => DeletionRun
  readonly phase: () => DeletionPhase
  /** What changed since the last call. */
  readonly takeChange: () => DeletionChange
  /**
   * Finishes the calls in flight, reports the rest as not deleted, and still verifies. Takes at most 10 s, whatever the
   * server does.
   */
  readonly stop: () => void
  /** Called when the computer suspends: no DELETE is sent until `resume`, and a listing precedes the next one. */
  readonly pause: () => void
  readonly resume: () => void
  /** Resolves when every file is in its final state. Never rejects. */
  readonly finished: Promise<void>
}

export interface RunRequest {
  readonly id: string
  readonly plan: DeletionPlan
  /** Records each step before it is taken (docs/rules.md#p5). */
  readonly journal: RunJournal
  /** The state of the interrupted run that is continued. */
  readonly from?: DeletionRun
  readonly ports: DeletionPorts
  /** Cancels waits for quota. */
  readonly stopWaiting: () => void
  /** Called when the user stops: limits how long calls in flight are waited for. */
  readonly hurry: () => void
  readonly onChange: () => void
  readonly onRefresh: (refresh: SegmentsRefresh) => void
}
