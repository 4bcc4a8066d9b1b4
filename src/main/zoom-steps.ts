import { zooms, type Zoom } from '../shared/settings'

export type ZoomStep = 'in' | 'out' | 'reset'

/** The next size of everything in the window; at either end it stays. */
export function zoomAfter(zoom: Zoom, step: ZoomStep): Zoom {
  switch (step) {
    case 'in':
      return zooms.find((each) => each > zoom) ?? zoom
    case 'out':
      return zooms.filter((each) => each < zoom).at(-1) ?? zoom
    case 'reset':
      return 100
  }
}
