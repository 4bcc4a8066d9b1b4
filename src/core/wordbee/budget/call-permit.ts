import type { CallPurpose } from '../../../shared/budget'

/** The right to send one call. */
export interface CallPermit {
  /** Counts the call. Resolves once the ledger has recorded it; only then may the call be sent. Never rejects. */
  readonly useCall: () => Promise<void>
  /** Call once the response arrived or can no longer arrive. Returns the quota if the permit was not used. */
  readonly finish: () => void
}

/** Quota reserved for deletes and the listings that verify them (docs/rules.md#p8). */
export interface CallReservation {
  /** A permit for one reserved call, or null if none is left for that purpose. An unused permit returns its quota. */
  readonly takePermit: (purpose: CallPurpose) => CallPermit | null
  readonly remaining: () => { readonly deletes: number; readonly listings: number }
  /** Returns the quota that was not taken. Permits that were taken stay valid until they are finished. */
  readonly release: () => void
}

/** A function that does the work on its first call only. */
export function once(work: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    work()
  }
}
