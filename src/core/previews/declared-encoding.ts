import { HeaderBytes } from './header-bytes'

/** Bytes in which a declaration must begin. HTML looks at 1,024 (WHATWG); headers of PO files come after a licence. */
const maxDeclarationBytes = 8 * 1_024

/** Labels in use that the WHATWG encoding standard does not list. */
const aliases: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  cp866: 'ibm866',
  cp874: 'windows-874',
  cp10007: 'x-mac-cyrillic',
  'utf-8n': 'utf-8',
  'utf-8-sig': 'utf-8',
  utf8mb4: 'utf-8',
  'latin-1': 'windows-1252',
  latin1: 'windows-1252',
  'mac-roman': 'macintosh',
  macroman: 'macintosh',
  'mac-cyrillic': 'x-mac-cyrillic',
  gb_18030: 'gb18030',
  'eucjp-ms': 'euc-jp',
  'euc-jp-ms': 'euc-jp',
  ujis: 'euc-jp',
  'ms-kanji': 'shift_jis',
  uhc: 'euc-kr',
}
/** Says nothing: every text in ASCII is UTF-8 too, and one with other characters is not in ASCII. */
const ascii = /^(?:us-)?ascii$|^ansi_x3\.4-1968$|^iso646-us$/
/** Markup that may have a `meta`, and where its head must have ended. */
const markup = /^\s*</
const declaration = /^\s*<\?xml\s[^>]{0,1000}?\bencoding\s{0,20}=\s{0,20}["']([\w.:-]{1,40})["']/
const meta = /<meta\s[^>]{0,1000}?\bcharset\s{0,20}=\s{0,20}["']?\s{0,20}([\w.:-]{1,40})/i
const styleSheet = /^@charset "([\w.:-]{1,40})";/
/** The head of a PO file, a message or a web archive. */
const header = /^"?Content-Type:[^\n]{0,500}?\bcharset\s{0,5}=\s{0,5}["']?([\w.:-]{1,40})/im
/** The marker that editors, Python and Ruby look for in the first two lines. */
const editorMarker =
  /^(?:[^\n]{0,500}\n)?[^\n\w]{0,20}(?:-\*-|#|vim:|[;%/*]+)[^\n]{0,200}?coding[:=]\s{0,5}([\w.:-]{1,40})/
/** Formats that are UTF-8 by definition. */
const alwaysUtf8 = /^\s*(?:\{\s*["}]|\[\s*["{[])|^WEBVTT\b/

/**
 * The encoding that a text declares itself, as a WHATWG label, or null. Reads what is legible in any superset of ASCII,
 * so a declaration of UTF-16 cannot be true.
 */
export function findDeclaredEncoding(bytes: Uint8Array): string | null {
  const start = new HeaderBytes(bytes).latin1(0, maxDeclarationBytes)
  const label = findLabel(start)
  if (label === null) return null
  if (ascii.test(label)) return null
  const known = toEncodingLabel(label)
  return known === null || known.startsWith('utf-16') ? null : known
}

/** The standard's label of an encoding that can be decoded, or null. */
export function toEncodingLabel(name: string): string | null {
  const lower = name.trim().toLowerCase()
  try {
    const { encoding } = new TextDecoder(aliases[lower] ?? lower)
    return encoding === 'x-user-defined' || encoding === 'replacement' ? null : encoding
  } catch {
    return null
  }
}

function findLabel(start: string): string | null {
  const head = withoutComments(start)
  const found =
    declaration.exec(start) ??
    (markup.test(head) ? meta.exec(head) : null) ??
    styleSheet.exec(start) ??
    header.exec(head) ??
    editorMarker.exec(start)
  const label = found?.[1]?.toLowerCase() ?? null
  return label ?? (alwaysUtf8.test(start) ? 'utf-8' : null)
}

/** A declaration in a comment does not count. */
function withoutComments(text: string): string {
  const kept: string[] = []
  for (let at = 0; at < text.length;) {
    const start = text.indexOf('<!--', at)
    kept.push(text.slice(at, start === -1 ? text.length : start))
    const end = start === -1 ? -1 : text.indexOf('-->', start + 4)
    if (end === -1) break
    at = end + 3
  }
  return kept.join('')
}
