import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DiskBlobs } from './disk-blobs'
import { DiskLogFiles } from './disk-log-files'

let top: string
let folder: string

beforeEach(async () => {
  top = await mkdtemp(path.join(tmpdir(), 'refshelf-disk-'))
  folder = path.join(top, 'data')
})

afterEach(() => rm(top, { recursive: true }))

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex')
const mode = async (file: string): Promise<number> => (await stat(file)).mode & 0o777

async function* chunks(...parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield await Promise.resolve(bytes(part))
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts).toString()
}

describe('logs on disk', () => {
  it('grow, are cut, are listed and removed', async () => {
    const files = new DiskLogFiles(folder)
    expect(await files.list()).toEqual([])
    expect(await files.read('a.log')).toBeNull()
    await files.append('a.log', bytes('one'))
    await files.append('a.log', bytes(' two'))
    await files.truncate('a.log', 5)
    expect(await readFile(path.join(folder, 'a.log'), 'utf8')).toBe('one t')
    expect(await files.list()).toEqual(['a.log'])
    await files.remove('a.log')
    await files.remove('a.log')
    expect(await files.list()).toEqual([])
  })

  it('can be removed before there is a folder', async () => {
    await new DiskLogFiles(folder).remove('a.log')
    await expect(stat(folder)).rejects.toThrow('ENOENT')
  })

  it('are readable by their owner alone', async () => {
    await new DiskLogFiles(folder).append('a.log', bytes('x'))
    expect([await mode(folder), await mode(path.join(folder, 'a.log'))]).toEqual([0o700, 0o600])
  })

  it.each(['../a', 'a/b', '..', '.', ''])('never leave their folder: %j is refused', async (name) => {
    await expect(new DiskLogFiles(folder).append(name, bytes('x'))).rejects.toThrow('no folder')
  })
})

describe('a log that is replaced', () => {
  it('holds the new bytes alone, for its owner alone, and nothing else is left or listed', async () => {
    const logs = new DiskLogFiles(folder)
    await logs.append('a.log', bytes('a long history'))
    await writeFile(path.join(folder, '.a.log.part'), 'half of an earlier attempt, longer than the new one')
    expect(await logs.list()).toEqual(['a.log'])
    await logs.replace('a.log', bytes('short'))
    expect(await readFile(path.join(folder, 'a.log'), 'utf8')).toBe('short')
    expect(await mode(path.join(folder, 'a.log'))).toBe(0o600)
    await logs.append('a.log', bytes(' and on'))
    expect(await readFile(path.join(folder, 'a.log'), 'utf8')).toBe('short and on')
    expect(await readdir(folder)).toEqual(['a.log'])
  })

  it('stays as it was where the new one cannot be put in its place', async () => {
    const logs = new DiskLogFiles(folder)
    await mkdir(path.join(folder, 'a.log', 'in the way'), { recursive: true })
    await expect(logs.replace('a.log', bytes('new'))).rejects.toThrow()
    expect(await readdir(folder)).toEqual(['a.log'])
  })
})

describe('blobs on disk', () => {
  it('are hashed, take their name when whole, and come back as they were', async () => {
    const blobs = new DiskBlobs(folder)
    const written = await blobs.write('a', chunks('one ', 'two ', '', 'three'), () => true)
    expect(written).toEqual({ size: 13, sha256: sha256(bytes('one two three')) })
    expect(await collect(blobs.read('a'))).toBe('one two three')
    expect(await blobs.list()).toEqual(['a'])
    expect(await readdir(folder)).toEqual(['a'])
    await blobs.remove('a')
    await blobs.remove('a')
    expect(await readdir(folder)).toEqual([])
  })

  it('are readable by their owner alone', async () => {
    await new DiskBlobs(folder).write('a', chunks('x'), () => true)
    expect([await mode(folder), await mode(path.join(folder, 'a'))]).toEqual([0o700, 0o600])
  })

  it('can be empty', async () => {
    const blobs = new DiskBlobs(folder)
    expect(await blobs.write('a', chunks(), ({ size }) => size === 0)).toEqual({
      size: 0,
      sha256: sha256(bytes('')),
    })
    expect(await collect(blobs.read('a'))).toBe('')
  })

  it('leave nothing when they are not accepted', async () => {
    const written = await new DiskBlobs(folder).write('a', chunks('short'), ({ size }) => size === 6)
    expect(written.size).toBe(5)
    expect(await readdir(folder)).toEqual([])
  })

  it('leave nothing when their bytes stop coming', async () => {
    async function* dropped(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(bytes('half'))
      throw new Error('dropped')
    }
    await expect(new DiskBlobs(folder).write('a', dropped(), () => true)).rejects.toThrow('dropped')
    expect(await readdir(folder)).toEqual([])
  })

  it('never replace one that is there', async () => {
    const blobs = new DiskBlobs(folder)
    await blobs.write('a', chunks('first'), () => true)
    await expect(blobs.write('a', chunks('second'), () => true)).rejects.toMatchObject({ code: 'EEXIST' })
    expect(await collect(blobs.read('a'))).toBe('first')
    expect(await readdir(folder)).toEqual(['a'])
  })

  it('of an earlier start that are half are swept before first use, those under way are not', async () => {
    await mkdir(folder)
    await writeFile(path.join(folder, '.old.0123456789ab.part'), 'half')
    const blobs = new DiskBlobs(folder)
    expect(await blobs.list()).toEqual([])
    expect(await readdir(folder)).toEqual([])
    let during: readonly string[] = []
    async function* watched(): AsyncGenerator<Uint8Array> {
      yield bytes('x')
      during = await readdir(folder)
      expect(await blobs.list()).toEqual([])
    }
    await blobs.write('a', watched(), () => true)
    expect(during).toEqual([expect.stringMatching(/^\.a\.[0-9a-f]{12}\.part$/)])
  })

  it('that are missing fail when they are read', async () => {
    await expect(collect(new DiskBlobs(folder).read('a'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('know how much room there is', async () => {
    expect(await new DiskBlobs(folder).freeBytes()).toBeGreaterThan(0)
  })

  it('fail where the folder cannot be made, and go on when it can', async () => {
    await writeFile(folder, 'in the way')
    const blobs = new DiskBlobs(folder)
    await expect(blobs.write('a', chunks('x'), () => true)).rejects.toMatchObject({ code: 'EEXIST' })
    await rm(folder)
    await blobs.write('a', chunks('x'), () => true)
    expect(await blobs.list()).toEqual(['a'])
  })

  it.each(['../a', 'a/b', '..'])('never leave their folder: %j is refused', async (name) => {
    await expect(new DiskBlobs(folder).write(name, chunks('x'), () => true)).rejects.toThrow('no folder')
  })
})
