import type { CallPurpose } from '../../../shared/budget'

/** Room for one call. */
export interface CallPermit {
  /** Counts the call. Ends when it is written down: only then it may be sent. Never rejects. */
  readonly useCall: () => Promise<void>
  /** The call was answered, or will never be. What was not spent is given back. */
  readonly finish: () => void
}

/** Room for a delete and the listings that go with it, promised beforehand (docs/rules.md#p8). */
export interface CallReservation {
  /** Room for one call out of the promise, or null where nothing is left for that purpose. Not spent, it comes back. */
  readonly takePermit: (purpose: CallPurpose) => CallPermit | null
  readonly remaining: () => { readonly deletes: number; readonly listings: number }
  /** Gives back what was not drawn. Slots that are out are finished by who drew them. */
  readonly release: () => void
}

/** Does the work at most once, whoever asks how often. */
export function once(work: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    work()
  }
}
