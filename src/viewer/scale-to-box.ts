import { viewerLimits } from '../shared/viewer'

export interface Size {
  readonly width: number
  readonly height: number
}

/** How much a drawing is scaled to fill a box without being cut, and without more pixels than are drawn at once. */
export function scaleToBox(natural: Size, box: Size): number {
  const fits = Math.min(box.width / natural.width, box.height / natural.height)
  const maxScale = Math.sqrt(viewerLimits.pixels / (natural.width * natural.height))
  return Math.min(fits, maxScale)
}

/** Whole pixels, at least one a side: a line that is a thousand times as long as it is high still has a height. */
export function scaleSize({ width, height }: Size, scale: number): Size {
  const side = (length: number) => Math.min(viewerLimits.side, Math.max(1, Math.round(length * scale)))
  return { width: side(width), height: side(height) }
}
