import { describe, expect, it } from 'vitest'
import { growthOf, hostileShapes, maxGrowth } from '../../testing/growth'
import { isolatedText, toVisiblePieces } from './visible-text'

describe.each(Object.entries({ toVisiblePieces, isolatedText }))('%s takes linear time', (_name, parse) => {
  it.each(Object.entries(hostileShapes))('for %s', (_shape, shape) => {
    expect(growthOf((text) => void parse(text), shape)).toBeLessThan(maxGrowth)
  })
})
