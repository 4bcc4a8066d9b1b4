import { describe, expect, it } from 'vitest'
import { pathsOf } from './paths-of'

const first = new File(['a'], 'a.txt')
const second = new File(['b'], 'b.txt')

describe('the paths of files', () => {
  it('are read by webUtils where the runtime has it, whatever the file itself says', () => {
    const forged = Object.assign(new File([''], 'c'), { path: '/etc/passwd' })
    const known = new Map([
      [first, '/desk/a.txt'],
      [second, '/desk/b.txt'],
    ])
    const utils = { getPathForFile: (file: File) => known.get(file) ?? '' }
    expect(pathsOf([first, second, forged], utils)).toEqual(['/desk/a.txt', '/desk/b.txt'])
  })

  it('are those that the files know where it has not', () => {
    const older = Object.assign(new File([''], 'c'), { path: '/desk/c' })
    expect(pathsOf([first, older], undefined)).toEqual(['/desk/c'])
  })

  it.each([
    [undefined],
    [null],
    ['/etc/passwd'],
    [{ length: 1, 0: first }],
    [[{ path: '/etc/passwd' }, '/etc/passwd', null]],
  ])('are none for what is no list of files: %o', (files) => {
    expect(pathsOf(files, undefined)).toEqual([])
    expect(pathsOf(files, { getPathForFile: () => '/desk/x' })).toEqual([])
  })
})
