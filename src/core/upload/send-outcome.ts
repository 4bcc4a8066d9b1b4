import type { SelectedAsset } from '../../shared/deletion'
import type { AppFailure } from '../../shared/failure'

/** How the sending of one file ended, as far as it is known without a listing. */
export type SendOutcome =
  | { readonly sent: 'accepted' }
  /** The server may have stored it or not. */
  | { readonly sent: 'unclear'; readonly failure: AppFailure }
  /** Certainly nothing was stored. */
  | { readonly sent: 'not'; readonly failure: AppFailure }
  | { readonly sent: 'place-taken'; readonly there: readonly SelectedAsset[] }
  /** Nothing was stored, and whoever sends has told why: the file itself is no good. */
  | { readonly sent: 'given-up' }

/** Thrown between the bytes and the call that attaches them: nothing was attached, and `end` says why. */
export class AttachAbortedError extends Error {
  override readonly name = 'HeldBackError'
  constructor(readonly outcome: SendOutcome) {
    super(outcome.sent)
  }
}
