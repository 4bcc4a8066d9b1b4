import type { ViewerFailure } from '../shared/viewer'

/** Why a file cannot be drawn. The window gets only the reason, never text from the file. */
export class DrawError extends Error {
  constructor(readonly reason: ViewerFailure) {
    super(reason)
  }
}
