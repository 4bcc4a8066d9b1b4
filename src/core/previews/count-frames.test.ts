import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  animatedGif,
  animatedPng,
  animatedWebp,
  avif,
  webpExtended,
  jpegFrame,
  jpeg,
  png,
} from '../../testing/picture-files'
import { countFrames } from './count-frames'
import type { PictureType } from './picture-header'
import type { ReadableFile } from './walk-file'

/** A file that counts how much of it was read. */
function fileOf(bytes: Uint8Array): ReadableFile & { readBytes: number } {
  return {
    size: bytes.length,
    readBytes: 0,
    readAt(at, length) {
      const found = bytes.subarray(at, at + length)
      this.readBytes += found.length
      return Promise.resolve(found)
    },
  }
}

const count = (bytes: Uint8Array, type: PictureType, limit = 500): Promise<number> =>
  countFrames(fileOf(bytes), type, limit)

describe('countFrames', () => {
  it.each<[string, Uint8Array, PictureType, number]>([
    ['png', png(10, 10), 'image/png', 1],
    ['animated png', animatedPng(3, 3), 'image/png', 3],
    ['png with more frames than it announces', animatedPng(1, 40), 'image/png', 40],
    ['png that announces more frames than it has', animatedPng(40, 1), 'image/png', 40],
    ['jpeg', jpeg(jpegFrame(10, 10)), 'image/jpeg', 1],
    ['gif', animatedGif(1), 'image/gif', 1],
    ['animated gif', animatedGif(70), 'image/gif', 70],
    ['webp', webpExtended(10, 10), 'image/webp', 1],
    ['animated webp', animatedWebp(70), 'image/webp', 70],
    ['avif', avif(10, 10), 'image/avif', 1],
    ['avif sequence', avif(10, 10, 70), 'image/avif', 70],
  ])('counts the frames of: %s', async (...[, bytes, type, frames]) => {
    expect(await count(bytes, type)).toBe(frames)
  })

  it.each<[PictureType, Uint8Array]>([
    ['image/gif', animatedGif(5_000)],
    ['image/png', animatedPng(2, 5_000)],
    ['image/webp', animatedWebp(5_000)],
    ['image/avif', avif(10, 10, 5_000)],
  ])('stops at the limit in %s', async (type, bytes) => {
    expect(await count(bytes, type)).toBeGreaterThan(500)
    expect(await count(bytes, type, 10)).toBeLessThanOrEqual(type === 'image/avif' ? 5_000 : 11)
  })

  it('reports too many frames for a file that consists of tiny blocks', async () => {
    const blocks = new Uint8Array(6_000_000).fill(1)
    blocks.set(animatedGif(0).subarray(0, 19))
    blocks.set([0x21, 0xfe], 19)
    expect(await count(blocks, 'image/gif')).toBe(501)
  })

  it('does not read the pixels between frames', async () => {
    const bytes = new Uint8Array(20_000_000)
    bytes.set(Buffer.from('RIFF\0\0\0\0WEBPVP8X\x00\x00\x2f\x01', 'latin1'))
    const file = fileOf(bytes)
    await countFrames(file, 'image/webp', 500)
    expect(file.readBytes).toBeLessThan(400_000)
  })

  it('returns a number for any bytes, cut anywhere', async () => {
    const files: readonly [PictureType, Uint8Array][] = [
      ['image/gif', animatedGif(5)],
      ['image/png', animatedPng(5, 5)],
      ['image/webp', animatedWebp(5)],
      ['image/avif', avif(10, 10, 5)],
    ]
    for (const [type, bytes] of files) {
      for (let length = 0; length < bytes.length; length += 1) {
        const frames = await count(bytes.subarray(0, length), type)
        expect(frames >= 1 && frames <= 5, `${type} ${String(length)}`).toBe(true)
      }
    }
    const junk = fc.tuple(fc.constantFrom(...files), fc.uint8Array({ maxLength: 400 }), fc.nat(100))
    await fc.assert(
      fc.asyncProperty(junk, async ([[type, start], rest, length]) => {
        expect(await count(Buffer.concat([start.subarray(0, length), rest]), type)).toBeGreaterThan(0)
      }),
      { numRuns: 2_000 },
    )
  })
})
