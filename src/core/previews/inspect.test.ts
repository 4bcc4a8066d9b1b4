import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  animatedGif,
  animatedPng,
  animatedWebp,
  avif,
  webpExtended,
  joinBytes,
  jpegFrame,
  gif,
  gifImage,
  jpeg,
  latin1,
  webpLossless,
  png,
} from '../../testing/picture-files'
import { inspectFile, maxTextBytes, type InspectedFile, type WithheldFile } from './inspect'
import type { ReadableFile } from './walk-file'

const text = (content: string): Uint8Array => joinBytes(latin1(content))
const svg = (content: string): Uint8Array => text(`<svg xmlns="http://www.w3.org/2000/svg">${content}</svg>`)

interface TrackedFile extends ReadableFile {
  /** The highest offset that was read. */
  readonly end: () => number
}

function fileOf(bytes: Uint8Array, size = bytes.length): TrackedFile {
  let end = 0
  return {
    size,
    end: () => end,
    readAt: (at, length) => {
      end = Math.max(end, at + length)
      return Promise.resolve(bytes.subarray(at, at + length))
    },
  }
}

function inspectBytes(
  bytes: Uint8Array | ReadableFile,
  anyway = false,
): Promise<InspectedFile | WithheldFile> {
  const inspected = bytes instanceof Uint8Array ? fileOf(bytes) : bytes
  return inspectFile(inspected, { anyway, encodings: { guessEncodings: () => [] } })
}

const levels = (count: number): string =>
  Array.from({ length: count }, (_, level) => {
    const below = `<use href="#l${String(level)}"/>`.repeat(10)
    return `<g id="l${String(level + 1)}">${below}</g>`
  }).join('')

/** Small files that would exhaust memory, processor or disk, and the guard that stops them. */
const bombs: readonly (readonly [string, Uint8Array, string])[] = [
  ['png of 400 megapixels', png(20_000, 20_000), 'bomb'],
  ['png of 100 megapixels', png(10_000, 10_000), 'bomb'],
  ['png that claims to be an endless line', png(4_294_967_295, 1), 'bomb'],
  ['jpeg of 4 gigapixels', jpeg(jpegFrame(65_535, 65_535)), 'bomb'],
  ['gif of 4 gigapixels', gif(65_535, 65_535, gifImage(0, 0, 1, 1)), 'bomb'],
  ['gif of twenty thousand frames', animatedGif(20_000), 'bomb'],
  ['gif of six hundred frames', animatedGif(600), 'frames'],
  ['webp of 268 megapixels', webpLossless(16_384, 16_384), 'bomb'],
  ['webp of twenty thousand frames', animatedWebp(20_000), 'bomb'],
  ['png of an endless animation', animatedPng(4_294_967_295, 2), 'bomb'],
  ['avif of 281 terapixels', avif(4_294_967_295, 65_536), 'bomb'],
  ['webp of 16 million by 16 million', webpExtended(16_777_216, 16_777_216), 'bomb'],
  ['svg with entities', text('<!DOCTYPE svg [<!ENTITY a "&b;&b;"><!ENTITY b "&a;">]><svg>&a;</svg>'), 'bomb'],
  ['svg that repeats itself', svg(`<g id="l0"><path/></g>${levels(9)}<use href="#l9"/>`), 'bomb'],
]

describe('a bomb', () => {
  it.each(bombs)('is withheld: %s', async (...[, bytes, guard]) => {
    expect(await inspectBytes(bytes)).toMatchObject({ kind: 'held', guard, canLoad: guard !== 'bomb' })
    if (guard === 'bomb')
      expect(await inspectBytes(bytes, true)).toMatchObject({ kind: 'held', canLoad: false })
  })

  it('is not shown if it is compressed', async () => {
    expect(await inspectBytes(text('\x1f\x8b\x08\0\0\0\0\0\x02\x03'))).toEqual({
      kind: 'none',
      type: null,
      format: 'Gzip',
    })
  })

  it('is withheld if it has too many bytes', async () => {
    const pdf = fileOf(text('%PDF-1.7'), 60 * 1_024 ** 2 + 1)
    expect(await inspectBytes(pdf, true)).toMatchObject({ kind: 'held', guard: 'large', canLoad: false })
    const picture = fileOf(png(10, 10), 64 * 1_024 ** 2 + 1)
    expect(await inspectBytes(picture, true)).toMatchObject({ kind: 'held', guard: 'large', canLoad: false })
  })
})

describe('inspecting a file', () => {
  it.each([
    ['a huge text', new Uint8Array(10 * 1_024 ** 2).fill(0x61), maxTextBytes],
    ['a huge unknown file', new Uint8Array(10 * 1_024 ** 2), maxTextBytes],
    ['a video', joinBytes(latin1('\0\0\0\x10ftypisom\0\0\0\0'), [...new Uint8Array(1_024 ** 2)]), 64 * 1_024],
    [
      'an endless picture',
      joinBytes(
        [0xff, 0xd8],
        ...Array.from({ length: 160 }, () => [0xff, 0xfe, 0xff, 0xff, ...new Uint8Array(65_533)]),
      ),
      8 * 1_024 ** 2,
    ],
  ])('reads no further than needed: %s', async (...[, bytes, maxOffset]) => {
    const inspected = fileOf(bytes)
    await inspectBytes(inspected)
    expect(inspected.end()).toBeLessThanOrEqual(maxOffset)
  })

  it('returns a result for any bytes, cut anywhere', async () => {
    const small = bombs.map(([, bytes]) => bytes).filter(({ length }) => length < 3_000)
    for (const bytes of small)
      for (let length = 0; length < bytes.length; length += 1) await inspectBytes(bytes.subarray(0, length))
    const bytes = fc.tuple(fc.constantFrom(...small), fc.nat(80), fc.uint8Array({ maxLength: 200 }))
    await fc.assert(
      fc.asyncProperty(bytes, async ([start, length, rest]) => {
        const found = await inspectBytes(Buffer.concat([start.subarray(0, length), rest]))
        expect(found.kind).toBeTypeOf('string')
      }),
      { numRuns: 2_000 },
    )
  })

  it('serves a drawing in the encoding in which it was inspected', async () => {
    const content = '\ufeff<svg xmlns="http://www.w3.org/2000/svg" width="5" height="4"/>'
    const bytes = new Uint8Array(Buffer.from(content, 'utf16le'))
    expect(await inspectBytes(bytes)).toEqual({
      kind: 'vector',
      width: 5,
      height: 4,
      type: 'image/svg+xml; charset=utf-16le',
    })
  })
})
