import { expect, it } from 'vitest'
import { storageLocation } from './storage-location'

const asset = {
  context: { family: 'classic', scope: 'pr7214' },
  documentId: '19641',
  segmentId: 27_665_601,
  locale: 'en',
  relativePath: 'public\\views',
  name: 'a.png',
} as const

it.each([
  [{}, 'assets/19641/601/27665601/en/public/views/a.png'],
  [{ locale: null, relativePath: '' }, 'assets/19641/601/27665601/a.png'],
  [{ relativePath: '', name: 'ui\\a.png' }, 'assets/19641/601/27665601/en/ui/a.png'],
  [{ documentId: null, segmentId: 7 }, 'assets/…/7/7/en/public/views/a.png'],
  [{ name: ' ' }, 'assets/19641/601/27665601/en/public/views/ '],
])('an asset with %o is stored at %s', (change, location) => {
  expect(storageLocation({ ...asset, ...change })).toBe(location)
})
