import { describe, expect, it } from 'vitest'
import { splitByPath, type PathReader } from './paths-of'

const first = new File(['a'], 'a.txt')
const second = new File(['b'], 'b.txt')

function pathsOf(files: unknown, utils: PathReader | undefined): readonly string[] {
  return splitByPath(files, utils).paths
}

describe('splitByPath', () => {
  it('keeps files without a path apart, to be given by their bytes', () => {
    const known = { getPathForFile: (file: File) => (file === first ? '/files/a.txt' : '') }
    expect(splitByPath([first, second], known)).toEqual({ paths: ['/files/a.txt'], pathless: [second] })
  })

  it('uses webUtils if available, and ignores a path property', () => {
    const forged = Object.assign(new File([''], 'c'), { path: '/etc/passwd' })
    const known = new Map([
      [first, '/files/a.txt'],
      [second, '/files/b.txt'],
    ])
    const utils = { getPathForFile: (file: File) => known.get(file) ?? '' }
    expect(pathsOf([first, second, forged], utils)).toEqual(['/files/a.txt', '/files/b.txt'])
  })

  it('uses the path property of older runtimes otherwise', () => {
    const older = Object.assign(new File([''], 'c'), { path: '/files/c' })
    expect(pathsOf([first, older], undefined)).toEqual(['/files/c'])
  })

  it.each([
    [undefined],
    [null],
    ['/etc/passwd'],
    [{ length: 1, 0: first }],
    [[{ path: '/etc/passwd' }, '/etc/passwd', null]],
  ])('returns nothing for a value that is not a list of files: %o', (files) => {
    expect(pathsOf(files, undefined)).toEqual([])
    expect(pathsOf(files, { getPathForFile: () => '/files/x' })).toEqual([])
  })
})
