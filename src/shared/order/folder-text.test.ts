import { expect, it } from 'vitest'
import { folderText } from './folder-text'

it.each([
  ['', ''],
  ['public\\views', 'public/views'],
  ['/public/images', 'public/images'],
  ['\\ui\\', 'ui'],
])('shows the folder %j as %j', (listed, shown) => {
  expect(folderText(listed)).toBe(shown)
})

it('takes time in proportion to the length', () => {
  const start = performance.now()
  expect(folderText(`a${'/'.repeat(300_000)}b`)).toHaveLength(300_002)
  expect(performance.now() - start).toBeLessThan(1_500)
})
