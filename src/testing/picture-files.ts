/** Pictures as far as their headers go: nothing of them is decoded. */

export const latin1 = (text: string): number[] => [...Buffer.from(text, 'latin1')]
export const big = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, index) => Math.floor(value / 256 ** (bytes - 1 - index)) % 256)
export const little = (value: number, bytes: number): number[] => big(value, bytes).reverse()
export const file = (...parts: readonly number[][]): Uint8Array => Uint8Array.from(parts.flat())
export const tail = Array.from({ length: 40 }, () => 0)

export const png = (width: number, height: number): Uint8Array =>
  file(latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), big(width, 4), big(height, 4), tail)

export const segment = (marker: number, body: readonly number[]): number[] => [
  0xff,
  marker,
  ...big(body.length + 2, 2),
  ...body,
]
export const frame = (width: number, height: number, marker = 0xc0): number[] =>
  segment(marker, [8, ...big(height, 2), ...big(width, 2), 3, ...tail.slice(0, 9)])
export const jpeg = (...segments: readonly number[][]): Uint8Array => file([0xff, 0xd8], ...segments, tail)

export const image = (...area: readonly [number, number, number, number]): number[] => [
  0x2c,
  ...area.flatMap((value) => little(value, 2)),
  0,
]
export const gif = (width: number, height: number, ...blocks: readonly number[][]): Uint8Array =>
  file(latin1('GIF89a'), little(width, 2), little(height, 2), [0x80, 0, 0, 1, 2, 3, 4, 5, 6], ...blocks, tail)
export const comment = (text: string): number[] => [0x21, 0xfe, text.length, ...latin1(text), 0]

const webp = (chunk: string, body: readonly number[]): Uint8Array =>
  file(latin1('RIFF'), little(100, 4), latin1('WEBP'), latin1(chunk), little(80, 4), [...body], tail)
export const extended = (width: number, height: number): Uint8Array =>
  webp('VP8X', [0, 0, 0, 0, ...little(width - 1, 3), ...little(height - 1, 3)])
export const lossless = (width: number, height: number): Uint8Array =>
  webp('VP8L', [0x2f, ...little(width - 1 + (height - 1) * 2 ** 14, 4)])
export const lossy = (width: number, height: number): Uint8Array =>
  webp('VP8 ', [0x10, 2, 0, 0x9d, 1, 0x2a, ...little(width, 2), ...little(height, 2)])

const box = (name: string, ...content: readonly number[][]): number[] => {
  const body = content.flat()
  return [...big(body.length + 8, 4), ...latin1(name), ...body]
}
const noFlags = [0, 0, 0, 0]

/** A picture of one part, or a sequence that says to have so many frames. */
export const avif = (width: number, height: number, frames = 1): Uint8Array => {
  const sizes = box('ispe', noFlags, big(width, 4), big(height, 4))
  const samples = box('stsz', noFlags, big(0, 4), big(frames, 4))
  const track = box('trak', box('mdia', box('minf', box('stbl', samples))))
  return file(
    box('ftyp', latin1(frames > 1 ? 'avis' : 'avif'), noFlags, latin1('mif1'), latin1('miaf')),
    box('meta', noFlags, box('hdlr', tail), box('iprp', box('ipco', box('pixi', noFlags), sizes))),
    frames > 1 ? box('moov', box('mvhd', tail), track) : [],
    tail,
  )
}

const pngChunk = (name: string, body: readonly number[]): number[] => [
  ...big(body.length, 4),
  ...latin1(name),
  ...body,
  ...noFlags,
]

/** An animated PNG: it says to have so many frames, and has so many. */
export const animatedPng = (announced: number, frames: number): Uint8Array =>
  file(
    latin1('\x89PNG\r\n\x1a\n'),
    pngChunk('IHDR', [...big(10, 4), ...big(10, 4), 8, 2, 0, 0, 0]),
    pngChunk('acTL', [...big(announced, 4), ...noFlags]),
    ...Array.from({ length: frames }, () => pngChunk('fcTL', tail.slice(0, 26))),
    pngChunk('IEND', []),
  )

export const animatedGif = (frames: number): Uint8Array =>
  gif(10, 10, ...Array.from({ length: frames }, () => [...image(0, 0, 10, 10), 2, 2, 0x4c, 1, 0]))

export const animatedWebp = (frames: number): Uint8Array =>
  webp('VP8X', [
    ...[2, 0, 0, 0, ...little(9, 3), ...little(9, 3), ...tail, ...tail.slice(0, 30)],
    ...Array.from({ length: frames }, () => [
      ...latin1('ANMF'),
      ...little(15, 4),
      ...tail.slice(0, 16),
    ]).flat(),
  ])
