import type { Size } from '../../lib/use-size'

/** Of its own size: 1 is one pixel of the picture for one of the screen; `fit` follows the window. */
export type Zoom = number | 'fit'

const STEPS = [0.05, 0.1, 0.17, 0.25, 0.33, 0.5, 0.67, 0.75, 1, 1.25, 1.5, 2, 3, 4, 6, 8, 12, 16] as const
const LEAST = STEPS[0]
const MOST = 16
/** Two zooms that nobody can tell apart. */
const SAME = 0.001

/** The scale that shows all of it. What has no pixels of its own may grow to fill the room. */
export function fitScale(natural: Size, room: Size, mayGrow: boolean): number {
  if (room.width <= 0 || room.height <= 0) return 1
  const fits = Math.min(room.width / natural.width, room.height / natural.height)
  return mayGrow ? Math.min(fits, MOST) : Math.min(fits, 1)
}

export function zoomIn(scale: number): number {
  return STEPS.find((step) => step > scale + SAME) ?? MOST
}

export function zoomOut(scale: number): number {
  return STEPS.filter((step) => step < scale - SAME).at(-1) ?? LEAST
}

/** By a wheel or a touchpad: a notch (100) is about one step. */
export function zoomBy(scale: number, delta: number): number {
  return Math.min(MOST, Math.max(LEAST, scale * Math.exp(-delta / 400)))
}
