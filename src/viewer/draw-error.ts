import type { ViewerFailure } from '../shared/viewer'

/** Why a file is not drawn: told to the window as its reason alone, never with words of the file. */
export class DrawError extends Error {
  constructor(readonly reason: ViewerFailure) {
    super(reason)
  }
}
