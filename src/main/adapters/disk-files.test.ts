import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DiskFiles } from './disk-files'

let folder: string
let files: DiskFiles

beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'refshelf-files-')), 'data')
  files = new DiskFiles(folder)
})

afterEach(() => rm(path.dirname(folder), { recursive: true }))

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('DiskFiles', () => {
  it('replaces a file completely, and leaves no temporary file', async () => {
    await files.write('a.json', bytes('one'))
    await files.write('a.json', bytes('two'))
    expect(new TextDecoder().decode((await files.read('a.json')) ?? bytes(''))).toBe('two')
    expect(await readdir(folder)).toEqual(['a.json'])
  })

  it('makes files readable only by their owner', async () => {
    await files.write('a.json', bytes('x'))
    expect((await stat(path.join(folder, 'a.json'))).mode & 0o777).toBe(0o600)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
  })

  it('returns null for a missing file, and can remove a file twice', async () => {
    expect(await files.read('a.json')).toBeNull()
    await files.write('a.json', bytes('x'))
    await files.remove('a.json')
    await files.remove('a.json')
    expect(await files.read('a.json')).toBeNull()
  })

  it('leaves no temporary file if the new file cannot get the name', async () => {
    await mkdir(path.join(folder, 'a.json', 'in the way'), { recursive: true })
    await expect(files.write('a.json', bytes('new'))).rejects.toThrow()
    expect(await readdir(folder)).toEqual(['a.json'])
  })

  it.each(['../a', 'a/b', '..'])('refuses a name outside its folder: %j', async (name) => {
    await expect(files.write(name, bytes('x'))).rejects.toThrow()
  })
})
