import { viewerLimits } from '../shared/viewer'

export interface Size {
  readonly width: number
  readonly height: number
}

/** The scale at which a drawing fills a box without exceeding it or the maximum number of pixels. */
export function scaleToBox(natural: Size, box: Size): number {
  const boxScale = Math.min(box.width / natural.width, box.height / natural.height)
  const maxScale = Math.sqrt(viewerLimits.pixels / (natural.width * natural.height))
  return Math.min(boxScale, maxScale)
}

/** Rounds to whole pixels, at least one per side, so that very thin drawings remain visible. */
export function scaleSize({ width, height }: Size, scale: number): Size {
  const side = (length: number) => Math.min(viewerLimits.side, Math.max(1, Math.round(length * scale)))
  return { width: side(width), height: side(height) }
}
