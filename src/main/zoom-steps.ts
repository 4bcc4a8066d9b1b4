import { zooms, type Zoom } from '../shared/settings'

export type ZoomStep = 'in' | 'out' | 'reset'

/** The next zoom level; unchanged at either end. */
export function zoomAfter(zoom: Zoom, step: ZoomStep): Zoom {
  switch (step) {
    case 'in':
      return zooms.find((level) => level > zoom) ?? zoom
    case 'out':
      return zooms.filter((level) => level < zoom).at(-1) ?? zoom
    case 'reset':
      return 100
  }
}
