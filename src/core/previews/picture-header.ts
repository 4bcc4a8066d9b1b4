import { readAvifSize } from './avif-header'
import { HeaderBytes, HeaderCutError } from './header-bytes'

/** Pictures that a sandboxed renderer may decode. Never SVG or HTML: they can contain scripts and URLs. */
export type PictureType =
  'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif' | 'image/bmp' | 'image/x-icon'

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
    for (const read of readers) {
      const header = read(bytes)
      if (header !== null) return header.width < 1 || header.height < 1 ? null : header
    }
    return null
  } catch (error) {
    if (error instanceof HeaderCutError) return 'cut'
    throw error
  }
}

/** What Chromium's decoder accepts. */
const readers: readonly ((bytes: HeaderBytes) => PictureHeader | null)[] = [
  readPng,
  readJpeg,
  readGif,
  readWebp,
  readAvif,
  readBmp,
  readIcon,
]

const pngStart = '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'

/** The signature must be followed by an `IHDR` chunk. */
function readPng(bytes: HeaderBytes): PictureHeader | null {
  if (!bytes.hasText(pngStart, 0)) return null
  return { type: 'image/png', width: bytes.uint32(16, 'big'), height: bytes.uint32(20, 'big') }
}

/**
 * Walks the segments up to the frame header. Any number of fill bytes may precede a marker (ITU T.81, B.1.1.2); other
 * bytes between segments are rejected, although some decoders skip them.
 */
function readJpeg(bytes: HeaderBytes): PictureHeader | null {
  if (!bytes.hasText('\xff\xd8\xff', 0)) return null
  for (let at = 2; bytes.byte(at) === 0xff;) {
    while (bytes.byte(at + 1) === 0xff) at += 1
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

/** Lengths of the second header, whose first field it is. Source: Windows' `BITMAPINFOHEADER` and its relatives. */
const bmpHeaders: readonly number[] = [12, 16, 40, 52, 56, 64, 108, 124]

function readBmp(bytes: HeaderBytes): PictureHeader | null {
  if (!bytes.hasText('BM', 0) || bytes.length < 26) return null
  const length = bytes.uint32(14, 'little')
  if (!bmpHeaders.includes(length)) return null
  const type = 'image/bmp'
  if (length === 12) return { type, width: bytes.uint16(18, 'little'), height: bytes.uint16(20, 'little') }
  // A negative height means that rows run from the top.
  return { type, width: bytes.uint32(18, 'little'), height: Math.abs(bytes.uint32(22, 'little') | 0) }
}

/** More than any program writes; the directory of a file that is not an icon is rarely plausible. */
const maxIcons = 256

/** The largest picture of an icon or cursor: which one is drawn depends on the decoder. */
function readIcon(bytes: HeaderBytes): PictureHeader | null {
  if (!bytes.hasText('\0\0\x01\0', 0) && !bytes.hasText('\0\0\x02\0', 0)) return null
  if (bytes.length < 22) return null
  const count = bytes.uint16(4, 'little')
  if (count < 1 || count > maxIcons) return null
  let [width, height] = [0, 0]
  for (let at = 6; at < 6 + 16 * count; at += 16) {
    const start = bytes.uint32(at + 12, 'little')
    if (bytes.byte(at + 3) !== 0 || bytes.uint32(at + 8, 'little') === 0 || start < 6 + 16 * count)
      return null
    const size = iconSize(bytes, at, start)
    width = Math.max(width, size.width)
    height = Math.max(height, size.height)
  }
  return { type: 'image/x-icon', width, height }
}

/** The directory has one byte a side, where 0 means 256; an embedded picture may be larger than it says. */
function iconSize(bytes: HeaderBytes, entry: number, start: number): { width: number; height: number } {
  const listed = { width: bytes.byte(entry) || 256, height: bytes.byte(entry + 1) || 256 }
  const isPng = bytes.byte(start) === 0x89 && bytes.hasText(pngStart, start)
  const order = isPng ? 'big' : 'little'
  const at = start + (isPng ? 16 : 4)
  const width = bytes.uint32(at, order)
  const height = bytes.uint32(at + 4, order)
  // The height of a bitmap includes its mask.
  return {
    width: Math.max(listed.width, width),
    height: Math.max(listed.height, isPng ? height : Math.ceil(Math.abs(height | 0) / 2)),
  }
}
