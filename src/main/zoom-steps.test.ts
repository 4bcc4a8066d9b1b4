import { describe, expect, it } from 'vitest'
import { zooms } from '../shared/settings'
import { zoomAfter } from './zoom-steps'

describe('a step of the zoom', () => {
  it('leads through every size, and stays at the ends', () => {
    let zoom = zoomAfter(zooms[0], 'out')
    const up = zooms.map(() => (zoom = zoomAfter(zoom, 'in')))
    expect(up).toEqual([...zooms.slice(1), 200])
    const down = zooms.map(() => (zoom = zoomAfter(zoom, 'out')))
    expect(down).toEqual([...zooms.slice(0, -1).reverse(), 80])
  })

  it('leads back to the usual size', () => expect(zoomAfter(175, 'reset')).toBe(100))
})
