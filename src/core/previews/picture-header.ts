import { readAvifSize } from './avif-header'
import { HeaderBytes, HeaderCutError } from './header-bytes'

/** Pictures that a sandboxed renderer may decode. Never SVG or HTML: they can contain scripts and URLs. */
export type PictureType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif'

export interface PictureHeader {
  readonly type: PictureType
  /** In pixels, like `height`. */
  readonly width: number
  readonly height: number
}

/**
 * Detects a picture by its first bytes, never by its name or the server's content type. `cut`: the header continues
 * after these bytes. Null for anything else and for a picture without pixels. Callers limit the size.
 */
export function readPictureHeader(start: Uint8Array): PictureHeader | 'cut' | null {
  const bytes = new HeaderBytes(start)
  try {
    const header = readPng(bytes) ?? readJpeg(bytes) ?? readGif(bytes) ?? readWebp(bytes) ?? readAvif(bytes)
    return header === null || header.width < 1 || header.height < 1 ? null : header
  } catch (error) {
    if (error instanceof HeaderCutError) return 'cut'
    throw error
  }
}

/** The signature must be followed by an `IHDR` chunk. */
function readPng(bytes: HeaderBytes): PictureHeader | null {
  if (!bytes.hasText('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 0)) return null
  return { type: 'image/png', width: bytes.uint32(16, 'big'), height: bytes.uint32(20, 'big') }
}

/** Walks the segments up to the frame header. Rejects bytes between segments, which some decoders skip. */
function readJpeg(bytes: HeaderBytes): PictureHeader | null {
  if (!bytes.hasText('\xff\xd8\xff', 0)) return null
  for (let at = 2; bytes.byte(at) === 0xff;) {
    const marker = bytes.byte(at + 1)
    if (isFrame(marker)) {
      return { type: 'image/jpeg', width: bytes.uint16(at + 7, 'big'), height: bytes.uint16(at + 5, 'big') }
    }
    // Only tables and comments (DHT, DQT, DRI, APPn, COM) may precede the frame.
    if (![0xc4, 0xdb, 0xdd, 0xfe].includes(marker) && (marker < 0xe0 || marker > 0xef)) return null
    const length = bytes.uint16(at + 2, 'big')
    if (length < 2) return null
    at += 2 + length
  }
  return null
}

/** Baseline, extended and progressive frames, which browsers decode. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xc2
}

/** The logical screen; decoders widen it to contain the first image. */
function readGif(bytes: HeaderBytes): PictureHeader | null {
  if (!bytes.hasText('GIF87a', 0) && !bytes.hasText('GIF89a', 0)) return null
  let at = 13 + colorTableBytes(bytes.byte(10))
  while (bytes.byte(at) === 0x21) {
    at += 2
    while (bytes.byte(at) !== 0) at += 1 + bytes.byte(at)
    at += 1
  }
  if (bytes.byte(at) !== 0x2c) return null
  const right = bytes.uint16(at + 1, 'little') + bytes.uint16(at + 5, 'little')
  const bottom = bytes.uint16(at + 3, 'little') + bytes.uint16(at + 7, 'little')
  return {
    type: 'image/gif',
    width: Math.max(bytes.uint16(6, 'little'), right),
    height: Math.max(bytes.uint16(8, 'little'), bottom),
  }
}

/** Length of the colour table that these flags announce. */
export function colorTableBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 0x07) + 1)
}

function readWebp(bytes: HeaderBytes): PictureHeader | null {
  if (!bytes.hasText('RIFF', 0) || !bytes.hasText('WEBP', 8)) return null
  const type = 'image/webp'
  if (bytes.hasText('VP8X', 12)) return { type, width: bytes.uint24(24) + 1, height: bytes.uint24(27) + 1 }
  if (bytes.hasText('VP8L', 12) && bytes.byte(20) === 0x2f) {
    const packed = bytes.uint32(21, 'little')
    return { type, width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 }
  }
  if (bytes.hasText('VP8 ', 12) && bytes.hasText('\x9d\x01\x2a', 23)) {
    return {
      type,
      width: bytes.uint16(26, 'little') & 0x3fff,
      height: bytes.uint16(28, 'little') & 0x3fff,
    }
  }
  return null
}

function readAvif(bytes: HeaderBytes): PictureHeader | null {
  const size = readAvifSize(bytes)
  return size === null ? null : { type: 'image/avif', ...size }
}
