import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeConfirmedName } from './whole-file'

describe('a file saved under the name of a dialog', () => {
  let folder: string
  const at = (name: string): string => path.join(folder, name)
  const textOf = (name: string): string => readFileSync(at(name), 'utf8')

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'whole-file-'))
    writeFileSync(at('.part'), 'new')
  })

  afterEach(() => rmSync(folder, { recursive: true }))

  it('takes a free name', async () => {
    await takeConfirmedName(at('a.txt'))(at('.part'), at('a.txt'))
    expect(textOf('a.txt')).toBe('new')
  })

  it('replaces the file that the dialog asked about', async () => {
    writeFileSync(at('a.txt'), 'old')
    await takeConfirmedName(at('a.txt'))(at('.part'), at('a.txt'))
    expect(textOf('a.txt')).toBe('new')
  })

  it('never replaces a file made after the dialog closed', async () => {
    const takeName = takeConfirmedName(at('a.txt'))
    writeFileSync(at('a.txt'), 'made later')
    await expect(takeName(at('.part'), at('a.txt'))).rejects.toMatchObject({ code: 'EEXIST' })
    expect(textOf('a.txt')).toBe('made later')
  })

  it('never replaces another file that took the place of the confirmed one', async () => {
    writeFileSync(at('a.txt'), 'old')
    const takeName = takeConfirmedName(at('a.txt'))
    renameSync(at('a.txt'), at('moved.txt'))
    writeFileSync(at('a.txt'), 'made later')
    await expect(takeName(at('.part'), at('a.txt'))).rejects.toMatchObject({ code: 'EEXIST' })
    expect(textOf('a.txt')).toBe('made later')
  })
})
