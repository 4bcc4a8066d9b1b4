import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { avif, joinBytes, gif, gifImage, latin1, png } from '../../testing/picture-files'
import { sniff } from './sniff'

const bytesOf = (text: string): Uint8Array => joinBytes(latin1(text))
const zeros = '\0'.repeat(40)
const mp4 = (brand: string, ...others: string[]): Uint8Array =>
  bytesOf(
    `\0\0\0${String.fromCharCode(16 + 4 * others.length)}ftyp${brand}\0\0\0\0${others.join('')}\0\0\0\x08moov`,
  )
const box = (name: string, body: string): string =>
  `\0\0\0${String.fromCharCode(8 + body.length)}${name}${body}`
const handler = (kind: string): string => box('hdlr', `\0\0\0\0\0\0\0\0${kind}`)
/** 128 kbit/s at 44,100 Hz: 417 bytes. */
const frame = `\xff\xfb\x90\0${'\x55'.repeat(413)}`

const known: readonly (readonly [string, Uint8Array, string, string])[] = [
  ['png', png(20, 10), 'image', 'image/png'],
  ['gif', gif(20, 10, gifImage(0, 0, 20, 10)), 'image', 'image/gif'],
  ['avif', avif(20, 10), 'image', 'image/avif'],
  ['mp4', mp4('isom', 'avc1'), 'video', 'video/mp4'],
  ['mp4 by its compatible brands', mp4('XYZ0', 'mp42'), 'video', 'video/mp4'],
  ['m4a', mp4('M4A ', 'isom'), 'audio', 'audio/mp4'],
  [
    'webm',
    bytesOf(`\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm\x42\x87\x81\x04${zeros}`),
    'video',
    'video/webm',
  ],
  ['wav', bytesOf(`RIFF\0\0\0\0WAVEfmt ${zeros}`), 'audio', 'audio/wav'],
  ['mp3', bytesOf(frame + frame), 'audio', 'audio/mpeg'],
  ['mp3 with a tag', bytesOf(`ID3\x03\0\0\0\0\0\x0a${zeros.slice(0, 10)}${frame}`), 'audio', 'audio/mpeg'],
  ['mp3 whose tag is long', bytesOf(`ID3\x04\0\0\0\x7f\x7f\x7f${zeros}`), 'audio', 'audio/mpeg'],
  ['pdf after a byte-order mark', bytesOf('\xef\xbb\xbf%PDF-1.7\n%\xe2\xe3'), 'pdf', 'application/pdf'],
  ['pdf after an empty line', bytesOf('\r\n%PDF-1.4\n1 0 obj'), 'pdf', 'application/pdf'],
  [
    'pdf in a message',
    bytesOf(`Content-Type: application/pdf\r\n\r\n%PDF-1.4\n${' '.repeat(80)}12 0 obj`),
    'pdf',
    'application/pdf',
  ],
  ['pdf in a wrapper', bytesOf(`${'\0'.repeat(128)}%PDF-1.4\n1 0 obj`), 'pdf', 'application/pdf'],
  ['quicktime', mp4('qt  '), 'video', 'video/mp4'],
  ['quicktime without a type', bytesOf('\0\0\0\x08wide\0\0\0\x10mdat'), 'video', 'video/mp4'],
  ['quicktime that begins with its header', bytesOf(box('moov', handler('vide'))), 'video', 'video/mp4'],
  ['mp4 of an unknown brand', mp4('XYZ0', 'XYZ1'), 'video', 'video/mp4'],
  ['3gp', mp4('3gp5'), 'video', 'video/mp4'],
  [
    'a fragment',
    bytesOf(`${box('styp', 'msdh\0\0\0\0')}${box('sidx', zeros)}${box('moof', '')}`),
    'video',
    'video/mp4',
  ],
  ['a long box', bytesOf(`\0\0\0\x01mdat\0\0\0\x01\0\0\0\0`), 'video', 'video/mp4'],
  [
    'sound in a movie',
    bytesOf(`${box('ftyp', 'qt  \0\0\0\0')}${box('moov', handler('soun'))}`),
    'audio',
    'audio/mp4',
  ],
  [
    'webm whose type has a long length',
    bytesOf(`\x1a\x45\xdf\xa3\x9f\x42\x82\x40\x04webm${zeros}`),
    'video',
    'video/webm',
  ],
  ['flac', bytesOf(`fLaC\0\0\0\x22${zeros}`), 'audio', 'audio/flac'],
  ['ogg', bytesOf(`OggS\0\x02${zeros}\x01vorbis`), 'audio', 'audio/ogg'],
  ['ogg with pictures', bytesOf(`OggS\0\x02${zeros}\x80theora`), 'video', 'video/ogg'],
  [
    'bmp',
    bytesOf(`BM${zeros.slice(0, 12)}\x28\0\0\0\x14\0\0\0\xf6\xff\xff\xff${zeros}`),
    'image',
    'image/bmp',
  ],
  ['an old bmp', bytesOf(`BM${zeros.slice(0, 12)}\x0c\0\0\0\x14\0\x0a\0${zeros}`), 'image', 'image/bmp'],
  [
    'ico',
    bytesOf(
      `\0\0\x01\0\x01\0\x14\x0a\0\0\x01\0\x20\0\x28\0\0\0\x16\0\0\0\x28\0\0\0\x14\0\0\0\x14\0\0\0${zeros}`,
    ),
    'image',
    'image/x-icon',
  ],
  ['pdf', bytesOf('%PDF-1.7\n%\xe2\xe3'), 'pdf', 'application/pdf'],
]

describe('sniff', () => {
  it.each(known)('detects %s', (...[, bytes, kind, type]) => {
    expect(sniff(bytes)).toMatchObject({ kind, type })
  })

  it.each([
    ['html', '<!doctype html><script>'],
    ['a page that contains a pdf', '<html>%PDF-1.4'],
    ['a script that begins like a tag of mp3', 'ID3 = 5'],
    ['one frame of mp3 and then something else', frame + zeros],
    ['layer I', '\xff\xff\x90\0'],
    ['a video with an unknown brand', '\0\0\0\x10ftypqt  \0\0\0\0'],
    ['a video whose first box has no end', '\xff\xff\xff\xffftypisom\0\0\0\0'],
    ['another RIFF', 'RIFF\0\0\0\0CDDA'],
    ['a text about documents', 'A document begins with %PDF-1.7 and a comment. 1 0 obj'],
    ['a page with a document after it', '<p>a</p>\n%PDF-1.4\n1 0 obj'],
    ['a document that comes too late', `${' '.repeat(1_024)}%PDF-1.4\n1 0 obj`],
    ['a camera raw file', '\0\0\0\x18ftypcrx \0\0\0\0crx isom\0\0\0\x08moov'.replace('isom', 'crx ')],
    ['a text that begins like a bitmap', 'BMW builds cars, among other things.'],
    ['a font', `\0\x01\0\0\0\x0c${zeros}`],
    ['an icon without pictures', `\0\0\x01\0\0\0${zeros}`],
    ['zip', 'PK\x03\x04'],
    ['a program', '\x7fELF\x02\x01'],
    ['flash', 'FWS\x09'],
    ['a playlist', '#EXTM3U\nhttp://127.0.0.1/beacon.ts\n'],
    ['nothing', ''],
  ])('treats as text: %s', (_name, text) => {
    expect(sniff(bytesOf(text))).toEqual({ kind: 'text' })
  })

  it.each([
    ['TIFF', 'II*\0\x08\0\0\0'],
    ['TIFF', 'MM\0*\0\0\0\x08'],
    ['Photoshop', '8BPS\0\x01\0\0'],
    ['HEIC', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
    ['JPEG XL', '\0\0\0\x0cJXL \r\n\x87\n'],
    ['Gzip', '\x1f\x8b\x08\0\0'],
    ['Matroska', `\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska${zeros}`],
    ['AVI', 'RIFF\0\0\0\0AVI LIST'],
  ])('names what has no preview: %s', (format, text) => {
    expect(sniff(bytesOf(text))).toEqual({ kind: 'named', format })
  })

  it('never mistakes a cut file for another type, and never throws', () => {
    for (const [name, bytes, kind] of known) {
      for (let length = 0; length < bytes.length; length += 1)
        expect([kind, 'text', 'cut', ...(kind === 'image' ? [] : ['video', 'audio'])], name).toContain(
          sniff(bytes.subarray(0, length)).kind,
        )
    }
  })

  it('never throws, whatever follows a known beginning', () => {
    const bytes = fc.tuple(fc.constantFrom(...known), fc.nat(60), fc.uint8Array({ maxLength: 200 }))
    fc.assert(
      fc.property(bytes, ([[, start], length, rest]) => {
        expect(() => sniff(joinBytes([...start.subarray(0, length)], [...rest]))).not.toThrow()
      }),
      { numRuns: 5_000 },
    )
  })
})
