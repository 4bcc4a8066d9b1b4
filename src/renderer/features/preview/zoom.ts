import type { Size } from '../../lib/use-size'

/** Scale relative to the natural size: 1 maps one pixel of the picture to one CSS pixel; `fit` follows the window. */
export type ZoomLevel = number | 'fit'

const zoomSteps = [0.05, 0.1, 0.17, 0.25, 0.33, 0.5, 0.67, 0.75, 1, 1.25, 1.5, 2, 3, 4, 6, 8, 12, 16] as const
const minZoom = zoomSteps[0]
const maxZoom = 16
/** Scales that differ by less than this are treated as equal. */
const zoomTolerance = 0.001

/** The scale at which the whole picture is visible. `mayGrow`: it may be enlarged, as vector content can. */
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

/** Scale after a wheel or touchpad event: one notch (delta 100) is about one step. */
export function zoomBy(scale: number, delta: number): number {
  return Math.min(maxZoom, Math.max(minZoom, scale * Math.exp(-delta / 400)))
}
