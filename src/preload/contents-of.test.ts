import { expect, it } from 'vitest'
import { maxPastedBytes } from '../shared/transfers'
import { contentsOf } from './contents-of'

it('reads files by their bytes, and names those that it cannot read or that are too large', async () => {
  const large = Object.defineProperty(new File([], 'large.mp4'), 'size', { value: maxPastedBytes + 1 })
  const broken = Object.assign(new File(['x'], 'gone.eml'), {
    arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')),
  })
  const contents = await contentsOf([new File(['ab'], 'image.png', { type: 'image/png' }), large, broken])
  expect(contents).toEqual([
    { name: 'image.png', type: 'image/png', bytes: new Uint8Array([97, 98]) },
    { name: 'large.mp4', refusal: 'too-large' },
    { name: 'gone.eml', refusal: 'unreadable' },
  ])
})
