import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  avif,
  box,
  gifComment,
  webpExtended,
  joinBytes,
  jpegFrame,
  gif,
  gifImage,
  jpeg,
  latin1,
  webpLossless,
  webpLossy,
  png,
  jpegSegment,
  padding,
} from '../../testing/picture-files'
import { readPictureHeader } from './picture-header'

const exif = jpegSegment(0xe1, latin1('Exif\0\0' + '\xff\xd8\xff\xc0thumbnail'))
const pictures: readonly (readonly [string, Uint8Array, string])[] = [
  ['png', png(320, 200), 'image/png'],
  ['jpeg', jpeg(exif, jpegFrame(320, 200)), 'image/jpeg'],
  ['progressive jpeg', jpeg(jpegSegment(0xdb, padding), jpegFrame(320, 200, 0xc2)), 'image/jpeg'],
  ['gif', gif(320, 200, gifComment('by hand'), gifImage(0, 0, 320, 200)), 'image/gif'],
  ['extended webp', webpExtended(320, 200), 'image/webp'],
  ['lossless webp', webpLossless(320, 200), 'image/webp'],
  ['lossy webp', webpLossy(320, 200), 'image/webp'],
  ['avif', avif(320, 200), 'image/avif'],
]

describe('readPictureHeader', () => {
  it.each(pictures)('returns type and size: %s', (_name, bytes, type) => {
    expect(readPictureHeader(bytes)).toEqual({ type, width: 320, height: 200 })
  })

  it('returns type and size of an avif sequence', () => {
    const header = { type: 'image/avif', width: 320, height: 200 }
    expect(readPictureHeader(avif(320, 200, 9))).toEqual(header)
  })

  it.each(pictures)('finds no picture in a cut header: %s', (_name, bytes) => {
    const headerEnd = bytes.length - padding.length
    // The last bytes of a JPEG frame or a GIF image are not needed for the size.
    for (let length = 0; length < headerEnd - 12; length += 1) {
      const header = readPictureHeader(bytes.subarray(0, length))
      expect(header === null || header === 'cut', String(length)).toBe(true)
    }
  })

  it.each([
    ['html', '<!doctype html><script>alert(1)</script>'],
    ['html after white space', '\n <html><img src=x onerror=alert(1)>'],
    ['svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['svg with a declaration', '<?xml version="1.0"?><svg/>'],
    ['html followed by a picture', `<html>${Buffer.from(png(2, 2)).toString('latin1')}`],
    ['pdf', '%PDF-1.4'],
    ['bmp', 'BM\x46\0\0\0\0\0\0\0\x36\0\0\0'],
    ['icon', '\0\0\x01\0\x01\0\x10\x10'],
    ['avif without its properties', '\0\0\0\x18ftypavif\0\0\0\0mif1miaf'],
    ['another video', '\0\0\0\x18ftypisom\0\0\0\0isomavc1'],
    ['another RIFF', 'RIFF\x24\0\0\0WAVEfmt '],
    ['a signature followed by zeros', '\x89PNG\r\n\x1a\n'],
    ['png whose first chunk is not its header', '\x89PNG\r\n\x1a\n\0\0\0\rtEXt\0\0\0\x02\0\0\0\x02'],
    ['webp of another kind', 'RIFF\x24\0\0\0WEBPALPH\0\0\0\0\0\0\0\0\0\0\0\0\0\0'],
    ['empty file', ''],
  ])('returns null for %s', (_name, text) => {
    expect(readPictureHeader(joinBytes(latin1(text), text === '' ? [] : padding))).toBeNull()
  })

  it('treats a file that is both picture and page as the picture', () => {
    const page = gif(320, 200, gifComment('<script>alert(1)</script>'), gifImage(0, 0, 320, 200))
    expect(readPictureHeader(page)).toEqual({ type: 'image/gif', width: 320, height: 200 })
  })

  it.each([
    ['png', png(60_000, 60_000), 60_000, 60_000],
    ['png of 4 giga by 1', png(4_294_967_295, 1), 4_294_967_295, 1],
    ['jpeg', jpeg(jpegFrame(65_535, 65_535)), 65_535, 65_535],
    ['gif', gif(65_535, 65_535, gifImage(0, 0, 1, 1)), 65_535, 65_535],
    ['gif whose image is larger than its screen', gif(1, 1, gifImage(0, 0, 60_000, 60_000)), 60_000, 60_000],
    ['gif whose image is far outside', gif(1, 1, gifImage(60_000, 60_000, 1, 1)), 60_001, 60_001],
    ['extended webp', webpExtended(16_777_216, 16_777_216), 16_777_216, 16_777_216],
    ['lossless webp', webpLossless(16_384, 16_384), 16_384, 16_384],
    ['lossy webp', webpLossy(16_383, 16_383), 16_383, 16_383],
    ['avif', avif(4_294_967_295, 65_536), 4_294_967_295, 65_536],
  ])('returns the true size of a %s that would fill the memory', (...[, bytes, width, height]) => {
    expect(readPictureHeader(bytes)).toMatchObject({ width, height })
  })

  it.each([
    ['png', png(0, 5)],
    ['jpeg that states its height later', jpeg(jpegFrame(5, 0))],
    ['gif', gif(0, 0, gifImage(0, 0, 0, 0))],
    ['lossy webp', webpLossy(0, 0)],
  ])('returns null for a %s without pixels', (_name, bytes) => {
    expect(readPictureHeader(bytes)).toBeNull()
  })

  it('accepts fill bytes before the markers of a jpeg', () => {
    const fill = [0xff, 0xff, 0xff]
    const header = readPictureHeader(jpeg(fill, jpegSegment(0xe0, padding), fill, jpegFrame(7, 5)))
    expect(header).toEqual({ type: 'image/jpeg', width: 7, height: 5 })
  })

  it('reads the size of a bitmap, whatever the order of its rows', () => {
    const bmp = joinBytes(
      latin1('BM'),
      padding.slice(0, 12),
      [40, 0, 0, 0, 20, 0, 0, 0, 0xf6, 0xff, 0xff, 0xff],
      padding,
    )
    expect(readPictureHeader(bmp)).toEqual({ type: 'image/bmp', width: 20, height: 10 })
  })

  it('reads the largest picture of an icon, which may be larger than its directory says', () => {
    const entry = [16, 16, 0, 0, 1, 0, 32, 0, 40, 0, 0, 0, 22, 0, 0, 0]
    const icon = joinBytes([0, 0, 1, 0, 1, 0], entry, [...png(20_000, 300)])
    expect(readPictureHeader(icon)).toEqual({ type: 'image/x-icon', width: 20_000, height: 300 })
    expect(readPictureHeader(icon.subarray(0, 40))).toBe('cut')
  })

  it('reads the tracks of an image sequence, also if a smaller still picture comes first', () => {
    const sizes = [0, 30, 0, 0, 0, 20, 0, 0]
    const track = box('trak', box('tkhd', [...Array<number>(76).fill(0)], sizes))
    const type = box('ftyp', latin1('avis'), [0, 0, 0, 0], latin1('msf1'))
    const moov = box('moov', track)
    expect(readPictureHeader(joinBytes(type, moov, padding))).toEqual({
      type: 'image/avif',
      width: 30,
      height: 20,
    })
    const still = [...avif(5, 6).subarray(24, -padding.length)]
    expect(readPictureHeader(joinBytes(type, still, moov, padding))).toMatchObject({ width: 30, height: 20 })
    expect(readPictureHeader(joinBytes(type, still, [0, 1, 0, 0], latin1('mdat')))).toBe('cut')
  })

  it.each([
    ['something between its segments', jpeg([0, 0], jpegFrame(2, 2))],
    ['a scan before its frame', jpeg(jpegSegment(0xda, padding), jpegFrame(2, 2))],
    ['a segment shorter than its own length', jpeg([0xff, 0xe0, 0, 1], jpegFrame(2, 2))],
    ['a lossless frame, which no browser shows', jpeg(jpegFrame(2, 2, 0xc3))],
  ])('returns null for a jpeg with %s', (_name, bytes) => {
    expect(readPictureHeader(bytes)).toBeNull()
  })

  it('terminates for any bytes after a valid beginning', () => {
    for (const [, bytes] of pictures) {
      for (const value of [0, 1, 0x21, 0x7f, 0xff]) {
        const junk = new Uint8Array(1_000_000).fill(value)
        junk.set(bytes.subarray(0, 13))
        expect(() => readPictureHeader(junk)).not.toThrow()
      }
    }
  })

  it('never throws, whatever follows a valid beginning', () => {
    const beginning = fc.constantFrom(
      ...pictures.map(([, bytes]) => bytes.subarray(0, bytes.length - padding.length)),
    )
    const bytes = fc.tuple(beginning, fc.nat(200), fc.uint8Array({ maxLength: 300 }))
    fc.assert(
      fc.property(bytes, ([start, length, rest]) => {
        const header = readPictureHeader(joinBytes([...start.subarray(0, length)], [...rest]))
        if (header === null || header === 'cut') return
        expect(header.width).toBeGreaterThan(0)
        expect(header.height).toBeGreaterThan(0)
      }),
      { numRuns: 5_000 },
    )
  })
})
