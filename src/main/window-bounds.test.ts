import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundsOnScreen, type Bounds } from './window-bounds'

const laptop: Bounds = { x: 0, y: 25, width: 1440, height: 875 }
const left: Bounds = { x: -1920, y: 0, width: 1920, height: 1040 }
const tiny: Bounds = { x: 0, y: 0, width: 640, height: 480 }

function isOn(inner: Bounds, outer: Bounds): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  )
}

describe('boundsOnScreen', () => {
  it('keeps saved bounds that are on a screen, also on the second one', () => {
    const saved = { x: 100, y: 60, width: 1000, height: 700 }
    expect(boundsOnScreen(saved, [laptop])).toMatchObject(saved)
    const onLeft = { x: -1800, y: 10, width: 1200, height: 900 }
    expect(boundsOnScreen(onLeft, [laptop, left])).toMatchObject(onLeft)
  })

  it('opens in the middle of the primary screen at first', () => {
    expect(boundsOnScreen(null, [laptop, left])).toMatchObject({ x: 80, y: 62, width: 1280, height: 800 })
  })

  it.each([
    ['larger than the screen', { x: 0, y: 0, width: 5000, height: 4000 }],
    ['0×0', { x: 10, y: 10, width: 0, height: 0 }],
    ['tiny', { x: 10, y: 10, width: 12, height: 9 }],
    ['negative', { x: 10, y: 10, width: -800, height: -600 }],
    ['huge', { x: 2 ** 53, y: 2 ** 40, width: 2 ** 53, height: 1e300 }],
    ['not a number', { x: NaN, y: NaN, width: NaN, height: NaN }],
    ['infinite', { x: Infinity, y: -Infinity, width: Infinity, height: 800 }],
    ['off the screen', { x: 20_000, y: 20_000, width: 900, height: 700 }],
    ['on a screen that is gone', { x: -1800, y: 10, width: 900, height: 700 }],
    ['almost off the screen', { x: 1430, y: 890, width: 900, height: 700 }],
    ['with the title bar above the screen', { x: 100, y: -300, width: 900, height: 700 }],
  ])('makes a usable window of bounds that are %s', (_, saved) => {
    const bounds = boundsOnScreen(saved, [laptop])
    expect(isOn(bounds, laptop)).toBe(true)
    expect(bounds.width).toBeGreaterThanOrEqual(800)
    expect(bounds.height).toBeGreaterThanOrEqual(560)
  })

  it('rounds fractions', () => {
    expect(boundsOnScreen({ x: 10.4, y: 40.6, width: 900.5, height: 700.25 }, [laptop])).toMatchObject({
      x: 10,
      y: 41,
      width: 901,
      height: 700,
    })
  })

  it('fits a screen that is smaller than the smallest window', () => {
    expect(boundsOnScreen(null, [tiny])).toEqual({ ...tiny, minWidth: 640, minHeight: 480 })
  })

  it('is whole and completely on a screen, whatever is saved and whatever screens there are', () => {
    const number = fc.oneof(fc.double(), fc.integer({ min: -5_000, max: 5_000 }), fc.constant(NaN))
    const bounds = fc.record({ x: number, y: number, width: number, height: number })
    const size = fc.integer({ min: 0, max: 8_000 })
    const position = fc.integer({ min: -8_000, max: 8_000 })
    const area = fc.record({ x: position, y: position, width: size, height: size })
    fc.assert(
      fc.property(fc.option(bounds), fc.array(area, { maxLength: 4 }), (saved, screens) => {
        const found = boundsOnScreen(saved, screens)
        expect(Object.values(found).every(Number.isInteger)).toBe(true)
        const usable = screens.filter(({ width, height }) => width >= 200 && height >= 200)
        const on = usable.length === 0 ? [{ x: 0, y: 0, width: 1280, height: 800 }] : usable
        expect(on.some((screen) => isOn(found, screen))).toBe(true)
      }),
    )
  })
})
