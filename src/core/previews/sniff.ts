import { HeaderBytes, HeaderCutError } from './header-bytes'
import { nameFormat } from './named-formats'
import { readMp4 } from './mp4-header'
import { readPictureHeader, type PictureHeader } from './picture-header'
import type { NamedFormat } from '../../shared/preview'

/** A file's type by its first bytes. `text`: no known signature, so it may be text. */
export type Sniffed =
  | ({ readonly kind: 'image' } & PictureHeader)
  | { readonly kind: 'video' | 'audio' | 'pdf'; readonly type: string }
  | { readonly kind: 'text' }
  /** A known format without a preview. */
  | { readonly kind: 'named'; readonly format: NamedFormat }
  /** A picture whose size comes after these bytes. */
  | { readonly kind: 'cut' }

/**
 * Detects the types of docs/threat-model.md#previews by magic bytes, never by the name or the server's content type.
 * `start` is the beginning of the file, or all of it.
 */
export function sniff(start: Uint8Array): Sniffed {
  const picture = readPictureHeader(start)
  if (picture === 'cut') return { kind: 'cut' }
  if (picture !== null) return { kind: 'image', ...picture }
  const bytes = new HeaderBytes(start)
  const format = nameFormat(bytes)
  if (format !== null) return { kind: 'named', format }
  return readMedia(bytes) ?? { kind: 'text' }
}

function readMedia(bytes: HeaderBytes): Sniffed | null {
  if (isPdf(bytes)) return { kind: 'pdf', type: 'application/pdf' }
  if (bytes.hasText('RIFF', 0) && bytes.hasText('WAVE', 8)) return { kind: 'audio', type: 'audio/wav' }
  if (bytes.hasText('fLaC\0\0\0', 0)) return { kind: 'audio', type: 'audio/flac' }
  if (bytes.hasText('OggS\0\x02', 0)) return readOgg(bytes)
  try {
    return readMp4(bytes) ?? readWebm(bytes) ?? readMp3(bytes)
  } catch (error) {
    if (error instanceof HeaderCutError) return null
    throw error
  }
}

/** Readers look for the header this far (PDF Reference 1.7, H.3.4.1). */
const maxPdfOffset = 1_024

/**
 * A header may follow a byte-order mark, white space, or the head of a message or another wrapper. A text that only mentions
 * one is not a PDF: the header begins a line or follows binary bytes, and an object comes after it.
 */
function isPdf(bytes: HeaderBytes): boolean {
  if (bytes.hasText('%PDF-', 0)) return true
  const at = bytes.find('%PDF-', { from: 0, to: maxPdfOffset - 5 })
  if (at === -1 || /^\s*</.test(bytes.latin1(0, 64).replace(/^\xef\xbb\xbf/, ''))) return false
  const isAtStart = !/[ -~]/.test(bytes.latin1(at - 1, at))
  return isAtStart && /^%PDF-\d\.\d/.test(bytes.latin1(at, at + 8)) && hasObject(bytes, at)
}

function hasObject(bytes: HeaderBytes, from: number): boolean {
  return bytes.length - from < 64 || /\d obj\b/.test(bytes.latin1(from, from + 8 * 1_024))
}

/** By the codec in the first page: Theora is the only one with pictures. */
function readOgg(bytes: HeaderBytes): Sniffed {
  const isVideo = bytes.find('theora', { from: 0, to: 256 }) !== -1
  return isVideo ? { kind: 'video', type: 'video/ogg' } : { kind: 'audio', type: 'audio/ogg' }
}

/** An EBML header whose `DocType` (42 82) is `webm`, with a length of one to eight bytes. */
function readWebm(bytes: HeaderBytes): Sniffed | null {
  if (!bytes.hasText('\x1a\x45\xdf\xa3', 0)) return null
  const at = bytes.find('\x42\x82', { from: 4, to: 128 })
  const isWebm = at !== -1 && /^(?:\x84|[\x01-\x40]\0{0,6}\x04)webm/.test(bytes.latin1(at + 2, at + 16))
  return isWebm ? { kind: 'video', type: 'video/webm' } : null
}

/** Requires an ID3 tag or two consecutive layer III frames: the sync bytes alone would be a guess. */
function readMp3(bytes: HeaderBytes): Sniffed | null {
  const audio = { kind: 'audio', type: 'audio/mpeg' } as const
  if (bytes.hasText('ID3', 0)) {
    const at = tagBytes(bytes)
    if (at === null) return null
    // The first frame may come after these bytes: a tag can contain a picture.
    return at >= bytes.length - 4 || bytes.byte(at) === 0 || frameBytes(bytes, at) !== null ? audio : null
  }
  const first = frameBytes(bytes, 0)
  return first !== null && frameBytes(bytes, first) !== null ? audio : null
}

/** Length of an ID3v2 tag including its header, stored as four groups of seven bits. */
function tagBytes(bytes: HeaderBytes): number | null {
  const parts = [6, 7, 8, 9].map((at) => bytes.byte(at))
  if (bytes.byte(3) > 4 || parts.some((part) => part > 0x7f)) return null
  return 10 + parts.reduce((length, part) => length * 128 + part, 0)
}

/** Kilobits per second by the index in a frame header. Source: ISO/IEC 11172-3 and 13818-3, layer III. */
const rates = {
  one: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  two: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
}
const samplesPerSecond = [44_100, 48_000, 32_000]

function frameBytes(bytes: HeaderBytes, at: number): number | null {
  const header = bytes.uint16(at, 'big')
  const version = (header >> 3) & 3
  const isLayer3 = (header & 0xff_e0) === 0xff_e0 && ((header >> 1) & 3) === 1
  if (!isLayer3 || version === 1) return null
  const flags = bytes.byte(at + 2)
  const rate = (version === 3 ? rates.one : rates.two)[flags >> 4]
  const hertz = samplesPerSecond[(flags >> 2) & 3]
  if (rate === undefined || rate === 0 || hertz === undefined) return null
  // Version 2 halves the sample rate and version 2.5 quarters it; both have half the samples per frame.
  const divisor = version === 3 ? 1 : version === 2 ? 2 : 4
  const coefficient = version === 3 ? 144_000 : 72_000
  return Math.floor((coefficient * rate) / (hertz / divisor)) + ((flags >> 1) & 1)
}
