import { describe, expect, it } from 'vitest'
import { junkKindOf } from './junk-files'

describe('junkKindOf', () => {
  it.each([
    ['.DS_Store', 'system'],
    ['._photo.jpg', 'system'],
    ['Thumbs.db', 'system'],
    ['THUMBS.DB', 'system'],
    ['ehthumbs.db', 'system'],
    ['desktop.ini', 'system'],
    ['Desktop.ini', 'system'],
    ['__MACOSX', 'system'],
    ['Icon\r', 'system'],
    ['$RECYCLE.BIN', 'system'],
    ['.git', 'version-control'],
    ['.svn', 'version-control'],
    ['~$report.docx', 'lock'],
    ['.~lock.x#', 'lock'],
    ['.~lock.report 2.odt#', 'lock'],
    ['.#notes.txt', 'lock'],
    ['.notes.txt.swp', 'lock'],
    ['movie.mp4.crdownload', 'partial'],
    ['movie.mp4.part', 'partial'],
    ['Movie.mp4.download', 'partial'],
  ])('%j is %s', (name, kind) => {
    expect(junkKindOf(name)).toBe(kind)
  })

  it.each([
    'photo.jpg',
    '.hidden',
    '.gitignore',
    '.github',
    'git',
    'thumbs.db.txt',
    'desktop.ini.bak',
    '_MACOSX',
    '~notes.txt',
    'x.part1.rar',
    'part',
    '.part',
    'download',
    'my.download.zip',
    'lock#',
    '',
  ])('%j is none', (name) => {
    expect(junkKindOf(name)).toBeNull()
  })

  it('takes time in proportion to the length', () => {
    const start = performance.now()
    for (const name of ['.', '.~lock.', '._', '~$', 'x.part', '.nfs0'])
      junkKindOf(name + '.#'.repeat(200_000))
    expect(performance.now() - start).toBeLessThan(1_500)
  })
})
