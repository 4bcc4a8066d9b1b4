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

describe('DiskLogFiles', () => {
  it('appends to, truncates, lists and removes logs', async () => {
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

  it('removes a log before the folder exists', async () => {
    await new DiskLogFiles(folder).remove('a.log')
    await expect(stat(folder)).rejects.toThrow('ENOENT')
  })

  it('makes logs readable only by their owner', async () => {
    await new DiskLogFiles(folder).append('a.log', bytes('x'))
    expect([await mode(folder), await mode(path.join(folder, 'a.log'))]).toEqual([0o700, 0o600])
  })

  it.each(['../a', 'a/b', '..', '.', ''])('refuses a name outside its folder: %j', async (name) => {
    await expect(new DiskLogFiles(folder).append(name, bytes('x'))).rejects.toThrow('no folder')
  })
})

describe('replacing a log', () => {
  it('leaves only the new bytes, readable only by the owner, and no temporary file', async () => {
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

  it('changes nothing if the new log cannot get the name', async () => {
    const logs = new DiskLogFiles(folder)
    await mkdir(path.join(folder, 'a.log', 'in the way'), { recursive: true })
    await expect(logs.replace('a.log', bytes('new'))).rejects.toThrow()
    expect(await readdir(folder)).toEqual(['a.log'])
  })
})

describe('DiskBlobs', () => {
  it('writes, hashes, lists, reads and removes blobs', async () => {
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

  it('makes blobs readable only by their owner', async () => {
    await new DiskBlobs(folder).write('a', chunks('x'), () => true)
    expect([await mode(folder), await mode(path.join(folder, 'a'))]).toEqual([0o700, 0o600])
  })

  it('accepts an empty blob', async () => {
    const blobs = new DiskBlobs(folder)
    expect(await blobs.write('a', chunks(), ({ size }) => size === 0)).toEqual({
      size: 0,
      sha256: sha256(bytes('')),
    })
    expect(await collect(blobs.read('a'))).toBe('')
  })

  it('leaves nothing behind if a blob is not accepted', async () => {
    const written = await new DiskBlobs(folder).write('a', chunks('short'), ({ size }) => size === 6)
    expect(written.size).toBe(5)
    expect(await readdir(folder)).toEqual([])
  })

  it('leaves nothing behind if the stream fails', async () => {
    async function* dropped(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(bytes('half'))
      throw new Error('dropped')
    }
    await expect(new DiskBlobs(folder).write('a', dropped(), () => true)).rejects.toThrow('dropped')
    expect(await readdir(folder)).toEqual([])
  })

  it('never replaces an existing blob', async () => {
    const blobs = new DiskBlobs(folder)
    await blobs.write('a', chunks('first'), () => true)
    await expect(blobs.write('a', chunks('second'), () => true)).rejects.toMatchObject({ code: 'EEXIST' })
    expect(await collect(blobs.read('a'))).toBe('first')
    expect(await readdir(folder)).toEqual(['a'])
  })

  it('removes leftovers of an earlier run before first use, but not files being written', async () => {
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

  it('fails to read a missing blob', async () => {
    await expect(collect(new DiskBlobs(folder).read('a'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('reports free space', async () => {
    expect(await new DiskBlobs(folder).freeBytes()).toBeGreaterThan(0)
  })

  it('fails if the folder cannot be created, and works once it can', async () => {
    await writeFile(folder, 'in the way')
    const blobs = new DiskBlobs(folder)
    await expect(blobs.write('a', chunks('x'), () => true)).rejects.toMatchObject({ code: 'EEXIST' })
    await rm(folder)
    await blobs.write('a', chunks('x'), () => true)
    expect(await blobs.list()).toEqual(['a'])
  })

  it.each(['../a', 'a/b', '..'])('refuses a name outside its folder: %j', async (name) => {
    await expect(new DiskBlobs(folder).write(name, chunks('x'), () => true)).rejects.toThrow('no folder')
  })
})
