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
