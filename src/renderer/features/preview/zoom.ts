import type { Size } from '../../lib/use-size'

/** Of its own size: 1 is one pixel of the picture for one of the screen; `fit` follows the window. */
export type ZoomLevel = number | 'fit'

const zoomSteps = [0.05, 0.1, 0.17, 0.25, 0.33, 0.5, 0.67, 0.75, 1, 1.25, 1.5, 2, 3, 4, 6, 8, 12, 16] as const
const minZoom = zoomSteps[0]
const maxZoom = 16
/** Two zooms that nobody can tell apart. */
const zoomTolerance = 0.001

/** The scale that shows all of it. What has no pixels of its own may grow to fill the room. */
export function fitZoomScale(natural: Size, available: Size, mayGrow: boolean): number {
  if (available.width <= 0 || available.height <= 0) return 1
  const fits = Math.min(available.width / natural.width, available.height / natural.height)
  return mayGrow ? Math.min(fits, maxZoom) : Math.min(fits, 1)
}

export function zoomIn(scale: number): number {
  return zoomSteps.find((step) => step > scale + zoomTolerance) ?? maxZoom
}

export function zoomOut(scale: number): number {
  return zoomSteps.filter((step) => step < scale - zoomTolerance).at(-1) ?? minZoom
}

/** By a wheel or a touchpad: a notch (100) is about one step. */
export function zoomBy(scale: number, delta: number): number {
  return Math.min(maxZoom, Math.max(minZoom, scale * Math.exp(-delta / 400)))
}
