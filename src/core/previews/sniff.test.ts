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
    ['matroska', `\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska${zeros}`],
    ['another RIFF', 'RIFF\0\0\0\0AVI LIST'],
    ['gzip', '\x1f\x8b\x08\0\0'],
    ['zip', 'PK\x03\x04'],
    ['a program', '\x7fELF\x02\x01'],
    ['flash', 'FWS\x09'],
    ['a playlist', '#EXTM3U\nhttp://127.0.0.1/beacon.ts\n'],
    ['nothing', ''],
  ])('treats as text: %s', (_name, text) => {
    expect(sniff(bytesOf(text))).toEqual({ kind: 'text' })
  })

  it('never mistakes a cut file for another type, and never throws', () => {
    for (const [name, bytes, kind] of known) {
      for (let length = 0; length < bytes.length; length += 1)
        expect([kind, 'text', 'cut'], name).toContain(sniff(bytes.subarray(0, length)).kind)
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
