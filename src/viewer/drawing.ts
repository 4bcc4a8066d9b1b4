import type { DrawnFacts } from '../shared/viewer'

/** A finished drawing with its facts. */
export interface Drawing extends DrawnFacts {
  readonly canvas: HTMLCanvasElement
}
