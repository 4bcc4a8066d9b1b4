import type { NamedFormat } from '../../shared/preview'
import type { HeaderBytes } from './header-bytes'

/** Formats that Chromium does not decode, by their first bytes, so that a file without a preview has a name. */
const signatures: readonly (readonly [NamedFormat, number, string])[] = [
  ['TIFF', 0, 'II*\0'],
  ['TIFF', 0, 'MM\0*'],
  ['TIFF', 0, 'II+\0\x08\0'],
  ['TIFF', 0, 'MM\0+\0\x08'],
  ['Photoshop', 0, '8BPS\0\x01'],
  ['Photoshop', 0, '8BPS\0\x02'],
  ['JPEG 2000', 0, '\0\0\0\x0cjP  \r\n\x87\n'],
  ['JPEG 2000', 0, '\xff\x4f\xff\x51\0'],
  ['JPEG XL', 0, '\0\0\0\x0cJXL \r\n\x87\n'],
  ['GIMP', 0, 'gimp xcf '],
  ['EPS', 0, '\xc5\xd0\xd3\xc6'],
  ['WMF', 0, '\xd7\xcd\xc6\x9a'],
  ['EMF', 40, ' EMF'],
  ['OpenEXR', 0, '\x76\x2f\x31\x01'],
  ['DDS', 0, 'DDS \x7c\0\0\0'],
  ['Gzip', 0, '\x1f\x8b\x08'],
  ['AVI', 8, 'AVI LIST'],
  ['WMV', 0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11'],
  ['FLV', 0, 'FLV\x01'],
]
const heicBrands: readonly string[] = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']

export function nameFormat(bytes: HeaderBytes): NamedFormat | null {
  const found = signatures.find(([, at, text]) => bytes.hasText(text, at))
  if (found !== undefined) return found[0]
  if (bytes.hasText('ftyp', 4) && heicBrands.some((brand) => bytes.hasText(brand, 8))) return 'HEIC'
  const isMatroska = bytes.hasText('\x1a\x45\xdf\xa3', 0)
  return isMatroska && bytes.find('matroska', { from: 4, to: 128 }) !== -1 ? 'Matroska' : null
}
