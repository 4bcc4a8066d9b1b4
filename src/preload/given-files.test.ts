import { expect, it } from 'vitest'
import { GivenFiles } from './given-files'

const pasted = new File(['pasted'], 'image.png', { type: 'image/png', lastModified: 7 })
const copy = () => new File(['forged'], 'image.png', { type: 'image/png', lastModified: 7 })

it('finds files of a real paste only, and returns their own bytes', async () => {
  const given = new GivenFiles()
  given.notice({ isTrusted: false, files: [pasted] })
  expect(given.match([pasted])).toEqual([])
  given.notice({ isTrusted: true, files: [pasted] })
  const [found] = given.match([copy()])
  expect(found).toBe(pasted)
  expect(await found?.text()).toBe('pasted')
  expect(given.match([new File(['other'], 'passwd')])).toEqual([])
})

it('remembers the last paste or drop only', () => {
  const given = new GivenFiles()
  given.notice({ isTrusted: true, files: [pasted] })
  given.notice({ isTrusted: true, files: [] })
  expect(given.match([pasted])).toEqual([])
})
