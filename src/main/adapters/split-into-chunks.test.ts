import { describe, expect, it } from 'vitest'
import { splitIntoChunks } from './split-into-chunks'

async function* source(sizes: readonly number[], seen: string[] = []): AsyncGenerator<Uint8Array> {
  try {
    let value = 0
    for (const size of sizes) {
      seen.push(`read ${String(size)}`)
      yield await Promise.resolve(new Uint8Array(size).fill((value += 1)))
    }
  } finally {
    seen.push('closed')
  }
}

async function sizesOf(sizes: readonly number[], chunkBytes: number): Promise<number[]> {
  const chunks: number[] = []
  for await (const chunk of splitIntoChunks(source(sizes), chunkBytes)) chunks.push(chunk.byteLength)
  return chunks
}

describe('splitIntoChunks', () => {
  it.each([
    [[], []],
    [[0, 0], []],
    [[3], [3]],
    [
      [4, 4, 4],
      [8, 4],
    ],
    [
      [3, 3, 3, 3],
      [9, 3],
    ],
    [
      [20, 1],
      [8, 8, 5],
    ],
    [
      [7, 0, 7, 7],
      [14, 7],
    ],
  ])('regroups %o into %o for a size of 8', async (sizes, expected) => {
    expect(await sizesOf(sizes, 8)).toEqual(expected)
  })

  it('preserves all bytes in order', async () => {
    const bytes: number[] = []
    for await (const chunk of splitIntoChunks(source([3, 1, 2, 9]), 4)) bytes.push(...chunk)
    expect(bytes).toEqual([1, 1, 1, 2, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4])
  })

  it('reads one chunk ahead', async () => {
    const seen: string[] = []
    const chunks = splitIntoChunks(source([8, 7, 6, 5], seen), 8)
    await chunks.next()
    await new Promise(setImmediate)
    expect(seen).toEqual(['read 8', 'read 7', 'read 6'])
    await chunks.return(undefined)
    expect(seen).toEqual(['read 8', 'read 7', 'read 6', 'closed'])
  })

  it('fails with its source, after the earlier chunks', async () => {
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(new Uint8Array(8))
      throw new Error('the disk is gone')
    }
    const seen: number[] = []
    const read = async (): Promise<void> => {
      for await (const chunk of splitIntoChunks(failing(), 8)) seen.push(chunk.byteLength)
    }
    await expect(read()).rejects.toThrow('the disk is gone')
    expect(seen).toEqual([8])
  })
})
