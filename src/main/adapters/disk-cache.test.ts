import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DiskCache } from './disk-cache'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'refshelf-cache-'))
})

afterEach(() => rm(folder, { recursive: true }))

async function* digits(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode('0123456789'))
}

async function read(cache: DiskCache, range?: { start: number; end: number }): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of cache.read('a', range)) parts.push(part)
  return Buffer.concat(parts).toString()
}

it.each([
  [undefined, '0123456789'],
  [{ start: 0, end: 1 }, '0'],
  [{ start: 3, end: 7 }, '3456'],
  [{ start: 9, end: 20 }, '9'],
  [{ start: 4, end: 4 }, ''],
])('reads the range %j of a file', async (range, text) => {
  const cache = new DiskCache(folder)
  await cache.write('a', digits(), () => true)
  expect(await read(cache, range)).toBe(text)
})

it('lists sizes and times of use, also after a restart', async () => {
  const cache = new DiskCache(folder)
  await cache.write('a', digits(), () => true)
  await cache.touch('a', 1_700_000_000_000)
  expect(await new DiskCache(folder).list()).toEqual([{ name: 'a', size: 10, usedAt: 1_700_000_000_000 }])
})

it.runIf(process.platform === 'linux')('closes a file whose reader stops early', async () => {
  const cache = new DiskCache(folder)
  await cache.write('a', digits(), () => true)
  const open = async () => (await readdir('/proc/self/fd')).length
  const before = await open()
  for (let round = 0; round < 20; round += 1)
    for await (const part of cache.read('a')) if (part.length > 0) break
  await expect.poll(open).toBeLessThanOrEqual(before + 1)
})
