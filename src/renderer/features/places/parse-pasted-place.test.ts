import { describe, expect, it } from 'vitest'
import { growthOf, hostileShapes, maxGrowth } from '../../../testing/growth'
import { parsePastedPlace } from './parse-pasted-place'

describe('a pasted text', () => {
  it.each([
    'curl "https://a.example/api/resources/assets/5/list?scope=pr1"',
    '{URL}/api/resources/assets/5/list?scope=pr1',
    'see x/api/resources/assets/5/list?scope=pr1 there',
    '/x https://a.example/api/resources/assets/5/list?scope=pr1',
  ])('names its place: %s', (text) => {
    expect(parsePastedPlace(text)).not.toBeNull()
  })

  it.each(['', 'assets', '/assets/5', 'https://a.example/api/resources/assets/', 'a/b /assets/'])(
    'names none: %s',
    (text) => {
      expect(parsePastedPlace(text)).toBeNull()
    },
  )

  it.each(Object.entries({ ...hostileShapes, paths: (length: number) => '/assets/'.repeat(length / 8) }))(
    'is read in linear time: %s',
    (_shape, shape) => {
      expect(growthOf((text) => void parsePastedPlace(text), shape)).toBeLessThan(maxGrowth)
    },
  )
})
