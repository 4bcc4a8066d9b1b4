/** Pictures with valid headers only: the tests decode nothing. */

export const latin1 = (text: string): number[] => [...Buffer.from(text, 'latin1')]
export const bigEndian = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, index) => Math.floor(value / 256 ** (bytes - 1 - index)) % 256)
export const littleEndian = (value: number, bytes: number): number[] => bigEndian(value, bytes).reverse()
export const joinBytes = (...parts: readonly number[][]): Uint8Array => Uint8Array.from(parts.flat())
export const padding = Array.from({ length: 40 }, () => 0)

export const png = (width: number, height: number): Uint8Array =>
  joinBytes(latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), bigEndian(width, 4), bigEndian(height, 4), padding)

export const jpegSegment = (marker: number, body: readonly number[]): number[] => [
  0xff,
  marker,
  ...bigEndian(body.length + 2, 2),
  ...body,
]
export const jpegFrame = (width: number, height: number, marker = 0xc0): number[] =>
  jpegSegment(marker, [8, ...bigEndian(height, 2), ...bigEndian(width, 2), 3, ...padding.slice(0, 9)])
export const jpeg = (...segments: readonly number[][]): Uint8Array =>
  joinBytes([0xff, 0xd8], ...segments, padding)

/** Left, top, width and height. */
export const gifImage = (...area: readonly [number, number, number, number]): number[] => [
  0x2c,
  ...area.flatMap((value) => littleEndian(value, 2)),
  0,
]
export const gif = (width: number, height: number, ...blocks: readonly number[][]): Uint8Array =>
  joinBytes(
    latin1('GIF89a'),
    littleEndian(width, 2),
    littleEndian(height, 2),
    [0x80, 0, 0, 1, 2, 3, 4, 5, 6],
    ...blocks,
    padding,
  )
export const gifComment = (text: string): number[] => [0x21, 0xfe, text.length, ...latin1(text), 0]

const webp = (chunk: string, body: readonly number[]): Uint8Array =>
  joinBytes(
    latin1('RIFF'),
    littleEndian(100, 4),
    latin1('WEBP'),
    latin1(chunk),
    littleEndian(80, 4),
    [...body],
    padding,
  )
export const webpExtended = (width: number, height: number): Uint8Array =>
  webp('VP8X', [0, 0, 0, 0, ...littleEndian(width - 1, 3), ...littleEndian(height - 1, 3)])
export const webpLossless = (width: number, height: number): Uint8Array =>
  webp('VP8L', [0x2f, ...littleEndian(width - 1 + (height - 1) * 2 ** 14, 4)])
export const webpLossy = (width: number, height: number): Uint8Array =>
  webp('VP8 ', [0x10, 2, 0, 0x9d, 1, 0x2a, ...littleEndian(width, 2), ...littleEndian(height, 2)])

export const box = (name: string, ...content: readonly number[][]): number[] => {
  const body = content.flat()
  return [...bigEndian(body.length + 8, 4), ...latin1(name), ...body]
}
const noFlags = [0, 0, 0, 0]

/** A still picture, or a sequence whose header declares this number of frames. */
export const avif = (width: number, height: number, frames = 1): Uint8Array => {
  const sizes = box('ispe', noFlags, bigEndian(width, 4), bigEndian(height, 4))
  const samples = box('stsz', noFlags, bigEndian(0, 4), bigEndian(frames, 4))
  const track = box('trak', box('mdia', box('minf', box('stbl', samples))))
  return joinBytes(
    box('ftyp', latin1(frames > 1 ? 'avis' : 'avif'), noFlags, latin1('mif1'), latin1('miaf')),
    box('meta', noFlags, box('hdlr', padding), box('iprp', box('ipco', box('pixi', noFlags), sizes))),
    frames > 1 ? box('moov', box('mvhd', padding), track) : [],
    padding,
  )
}

const pngChunk = (name: string, body: readonly number[]): number[] => [
  ...bigEndian(body.length, 4),
  ...latin1(name),
  ...body,
  ...noFlags,
]

/** An animated PNG with `frames` frames, whose header declares `declaredFrames`. */
export const animatedPng = (declaredFrames: number, frames: number): Uint8Array =>
  joinBytes(
    latin1('\x89PNG\r\n\x1a\n'),
    pngChunk('IHDR', [...bigEndian(10, 4), ...bigEndian(10, 4), 8, 2, 0, 0, 0]),
    pngChunk('acTL', [...bigEndian(declaredFrames, 4), ...noFlags]),
    ...Array.from({ length: frames }, () => pngChunk('fcTL', padding.slice(0, 26))),
    pngChunk('IEND', []),
  )

export const animatedGif = (frames: number): Uint8Array =>
  gif(10, 10, ...Array.from({ length: frames }, () => [...gifImage(0, 0, 10, 10), 2, 2, 0x4c, 1, 0]))

export const animatedWebp = (frames: number): Uint8Array =>
  webp('VP8X', [
    2,
    0,
    0,
    0,
    ...littleEndian(9, 3),
    ...littleEndian(9, 3),
    ...padding,
    ...padding.slice(0, 30),
    ...Array.from({ length: frames }, () => [
      ...latin1('ANMF'),
      ...littleEndian(15, 4),
      ...padding.slice(0, 16),
    ]).flat(),
  ])
