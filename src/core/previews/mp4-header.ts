import { brandsOf } from './avif-header'
import type { HeaderBytes } from './header-bytes'

interface Mp4Media {
  readonly kind: 'video' | 'audio'
  readonly type: 'video/mp4' | 'audio/mp4'
}

const video: Mp4Media = { kind: 'video', type: 'video/mp4' }
const audio: Mp4Media = { kind: 'audio', type: 'audio/mp4' }

/** Boxes that a file of the family begins with, and those that prove it. Source: ISO/IEC 14496-12 and Apple's QuickTime. */
const leadingBoxes: readonly string[] = [
  'ftyp',
  'styp',
  'free',
  'skip',
  'wide',
  'pnot',
  'uuid',
  'sidx',
  'pdin',
  'meta',
]
const mediaBoxes: readonly string[] = ['moov', 'mdat', 'moof']
const maxLeadingBoxes = 50
/** Brands of files that say what they are before any other box. */
const knownBrands = /^(?:iso[2-9m]|mp4[12]|avc1|av01|hvc1|dash|M4[VAB] )$/
/** Brands of pictures and camera raw files, which have the same structure. */
const otherBrands = /^(?:hei[cxms]|hev[cxms]|mif1|msf1|avi[fs]|jp2 |jpx |jxl |crx )$/
const audioBrands = /^(?:M4[AB] |F4[AB] )$/

/** MP4, QuickTime and their relatives, by their structure: Chromium plays whatever its codecs can decode. */
export function readMp4(bytes: HeaderBytes): Mp4Media | null {
  const brands = readBrands(bytes)
  if (brands.some((brand) => otherBrands.test(brand)) && !brands.some((brand) => /^(?:iso|mp4)/.test(brand)))
    return null
  const moov = findMedia(bytes)
  const hasKnownBrand = brands.some((brand) => knownBrands.test(brand))
  if (moov === null && !hasKnownBrand) return null
  if (audioBrands.test(brands[0] ?? '')) return audio
  return moov !== null && moov !== 'unknown' && hasOnlySound(bytes, moov) ? audio : video
}

function readBrands(bytes: HeaderBytes): string[] {
  if (!bytes.hasText('ftyp', 4)) return []
  const length = bytes.uint32(0, 'big')
  return length < 16 || length > 1_024 ? [] : brandsOf(bytes, length)
}

interface Range {
  readonly start: number
  readonly end: number
}

/** The movie header if it comes first, `unknown` if other media boxes do; null if this is no such file. */
function findMedia(bytes: HeaderBytes): Range | 'unknown' | null {
  let at = 0
  for (let count = 0; count < maxLeadingBoxes && at + 8 <= bytes.length; count += 1) {
    const size = bytes.uint32(at, 'big')
    const name = bytes.readTag(at + 4)
    const isLong = size === 1
    if (isLong && at + 16 > bytes.length) return null
    const length = isLong ? bytes.uint32(at + 8, 'big') * 2 ** 32 + bytes.uint32(at + 12, 'big') : size
    if (length !== 0 && length < 8) return null
    if (mediaBoxes.includes(name)) return name === 'moov' ? { start: at, end: at + length } : 'unknown'
    if (!leadingBoxes.includes(name) || length === 0) return null
    at += length
  }
  return null
}

/** Whether the whole movie header is here and has a handler of sound and none of pictures. */
function hasOnlySound(bytes: HeaderBytes, { start, end }: Range): boolean {
  if (end > bytes.length || end <= start) return false
  let hasSound = false
  for (let at = bytes.find('hdlr', { from: start, to: end }); at !== -1;) {
    const handler = at + 16 <= end ? bytes.readTag(at + 12) : ''
    if (handler === 'vide') return false
    if (handler === 'soun') hasSound = true
    at = bytes.find('hdlr', { from: at + 4, to: end })
  }
  return hasSound
}
