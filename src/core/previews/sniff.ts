import { brandsOf } from './avif-header'
import { HeaderBytes, HeaderCutError } from './header-bytes'
import { readPictureHeader, type PictureHeader } from './picture-header'

/** A file's type by its first bytes. `text`: no known signature, so it may be text. */
export type Sniffed =
  | ({ readonly kind: 'image' } & PictureHeader)
  | { readonly kind: 'video' | 'audio' | 'pdf'; readonly type: string }
  | { readonly kind: 'text' }
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
  return readMedia(bytes) ?? { kind: 'text' }
}

function readMedia(bytes: HeaderBytes): Sniffed | null {
  if (bytes.hasText('%PDF-', 0)) return { kind: 'pdf', type: 'application/pdf' }
  if (bytes.hasText('RIFF', 0) && bytes.hasText('WAVE', 8)) return { kind: 'audio', type: 'audio/wav' }
  try {
    return readMp4(bytes) ?? readWebm(bytes) ?? readMp3(bytes)
  } catch (error) {
    if (error instanceof HeaderCutError) return null
    throw error
  }
}

const mp4Brands: readonly string[] = [
  'isom',
  'iso2',
  'iso3',
  'iso4',
  'iso5',
  'iso6',
  'iso7',
  'iso8',
  'iso9',
  'mp41',
  'mp42',
  'avc1',
  'av01',
  'hvc1',
  'dash',
  'M4V ',
  'M4A ',
  'M4B ',
]

function readMp4(bytes: HeaderBytes): Sniffed | null {
  if (!bytes.hasText('ftyp', 4)) return null
  const length = bytes.uint32(0, 'big')
  if (length < 16 || length > 1_024) return null
  const brands = brandsOf(bytes, length)
  if (!brands.some((brand) => mp4Brands.includes(brand))) return null
  return /^M4[AB] $/.test(brands[0] ?? '')
    ? { kind: 'audio', type: 'audio/mp4' }
    : { kind: 'video', type: 'video/mp4' }
}

/** An EBML header whose `DocType` (42 82) is `webm`; other Matroska files are not supported. */
function readWebm(bytes: HeaderBytes): Sniffed | null {
  if (!bytes.hasText('\x1a\x45\xdf\xa3', 0)) return null
  const end = Math.min(bytes.length, 64) - 7
  for (let at = 4; at < end; at += 1)
    if (bytes.hasText('\x42\x82\x84webm', at)) return { kind: 'video', type: 'video/webm' }
  return null
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
