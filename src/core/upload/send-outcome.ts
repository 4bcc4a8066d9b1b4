import type { SelectedAsset } from '../../shared/deletion'
import type { AppFailure } from '../../shared/failure'

/** The result of sending one file, before a listing confirms it. */
export type SendOutcome =
  | { readonly sent: 'accepted' }
  /** The server may or may not have stored it. */
  | { readonly sent: 'unclear'; readonly failure: AppFailure }
  /** Nothing was stored. */
  | { readonly sent: 'not'; readonly failure: AppFailure }
  | { readonly sent: 'place-taken'; readonly there: readonly SelectedAsset[] }
  /** Nothing was stored because the file cannot be used; the sender has already reported why. */
  | { readonly sent: 'given-up' }

/** Thrown after the bytes were sent and before the attach call. Nothing was attached; `outcome` says why. */
export class AttachAbortedError extends Error {
  override readonly name = 'AttachAbortedError'
  constructor(readonly outcome: SendOutcome) {
    super(outcome.sent)
  }
}
