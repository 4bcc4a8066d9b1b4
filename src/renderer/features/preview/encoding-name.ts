import { textEncodings, type TextEncoding } from '../../../shared/preview'
import { scriptName } from '../../lib/format'

/** Usual spellings; all other names are written in capitals. */
const spellings: Readonly<Record<string, string>> = {
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  macintosh: 'Macintosh',
  'x-mac-cyrillic': 'Macintosh Cyrillic',
  shift_jis: 'Shift_JIS',
  big5: 'Big5',
}

/** Codes of the script that an encoding was made for, by ISO 15924. */
const scripts: Readonly<Partial<Record<TextEncoding, string>>> = {
  'windows-1251': 'Cyrl',
  'koi8-r': 'Cyrl',
  'koi8-u': 'Cyrl',
  ibm866: 'Cyrl',
  'iso-8859-5': 'Cyrl',
  'windows-1253': 'Grek',
  'iso-8859-7': 'Grek',
  'windows-1255': 'Hebr',
  'windows-1256': 'Arab',
  'windows-874': 'Thai',
  shift_jis: 'Jpan',
  'euc-jp': 'Jpan',
  'iso-2022-jp': 'Jpan',
  gb18030: 'Hans',
  big5: 'Hant',
  'euc-kr': 'Kore',
}

/** The name of an encoding as people know it, from its WHATWG label. */
export function encodingName(label: string): string {
  return spellings[label] ?? label.toUpperCase().replace(/^WINDOWS/, 'Windows')
}

/** With the script that it is for, where the name does not say. */
export function encodingChoiceName(encoding: TextEncoding): string {
  const script = scriptName(scripts[encoding] ?? '')
  return script === null ? encodingName(encoding) : `${encodingName(encoding)} · ${script}`
}

export function isTextEncoding(label: string): label is TextEncoding {
  return textEncodings.some((encoding) => encoding === label)
}
