import type { DrawnFacts } from '../shared/viewer'

/** A picture that is ready to leave the frame, with what is told of it. */
export interface Drawing extends DrawnFacts {
  readonly canvas: HTMLCanvasElement
}
