import { describe, expect, it } from 'vitest'
import { zooms } from '../shared/settings'
import { zoomAfter } from './zoom-steps'

describe('zoomAfter', () => {
  it('steps through all sizes, and stops at the ends', () => {
    let zoom = zoomAfter(zooms[0], 'out')
    const up = zooms.map(() => (zoom = zoomAfter(zoom, 'in')))
    expect(up).toEqual([...zooms.slice(1), 200])
    const down = zooms.map(() => (zoom = zoomAfter(zoom, 'out')))
    expect(down).toEqual([...zooms.slice(0, -1).reverse(), 80])
  })

  it('resets to the default size', () => expect(zoomAfter(175, 'reset')).toBe(100))
})
