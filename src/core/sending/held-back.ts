import type { SendEnd } from './send-round'

/** Thrown between the bytes and the call that attaches them: nothing was attached, and `end` says why. */
export class HeldBackError extends Error {
  override readonly name = 'HeldBackError'
  constructor(readonly end: SendEnd) {
    super(end.sent)
  }
}
