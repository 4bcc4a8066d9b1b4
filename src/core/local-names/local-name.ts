import { lastSeparator } from '../../shared/order/folder-text'
import { trimEndOf } from '../../shared/trim'

/** Device names of Windows. With any extension they still open the device. */
const reserved = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i
/** UTF-8 bytes. The lowest limit of common file systems is 255, and a number may be added. */
const maxBytes = 200
/** UTF-16 units. The rest is ignored, since it would be cut anyway. */
const maxInspectedLength = 4_096
/** UTF-8 bytes of an extension with its dot. Anything longer belongs to the stem. */
const maxExtensionBytes = 20

/**
 * Characters that are invisible, reorder their neighbours, or are invalid: controls, bidirectional and zero-width characters,
 * fillers, tags, lone surrogates. Variation selectors are kept, since emoji need them.
 */
const invisible =
  /(?![\ufe00-\ufe0f])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu
const forbidden = /[<>:"|?*]/g

/**
 * A name that every file system accepts and that cannot leave its folder; idempotent. The extension is that of the remote name
 * or a harmless one, never one that appears only because characters were removed. Local use only: requests carry the name as
 * listed. Source: docs/threat-model.md#local-names.
 */
export function toLocalName(remote: string, fallback = 'asset'): string {
  const base = remote.slice(lastSeparator(remote) + 1)
  // Windows drops trailing dots and spaces, so the extension is read without them.
  const whole = trimEndOf(base, /[ .]/)
  const dot = whole.lastIndexOf('.')
  const extension = sanitizeExtension(dot < 0 ? '' : whole.slice(dot + 1))
  const stem = (dot < 0 ? whole : whole.slice(0, dot)).slice(0, maxInspectedLength)
  const cleanStem = stem.replace(invisible, '').replace(forbidden, '_')
  return sanitizeName(enforceExtension(dot < 0 ? cleanStem : `${cleanStem}.${extension}`, extension), {
    extension,
    fallback,
  })
}

/** Replaces instead of removing, or `ex\u200be` would become another extension. */
function sanitizeExtension(extension: string): string {
  return extension
    .slice(0, maxInspectedLength)
    .replace(invisible, '_')
    .replace(forbidden, '_')
    .replace(/[^\S ]/g, '_')
}

/** Repeats until nothing changes: a cut may expose a trailing space or a device name. */
function sanitizeName(
  name: string,
  options: { readonly extension: string; readonly fallback: string },
): string {
  let current = name
  for (;;) {
    const next = enforceExtension(trimAndTruncate(current), options.extension)
    if (next === current) return current === '' ? options.fallback : current
    current = next
  }
}

function trimAndTruncate(name: string): string {
  const inner = trimEndOf(name.replace(/^[\s.~-]+/, ''), /[\s.]/)
  const { stem, extension } = splitLocalName(inner)
  const safe = isReserved(inner) ? `_${stem}` : stem
  const cut = truncateToBytes(safe, maxBytes - byteLength(extension))
  return `${cut === safe ? safe : trimEndOf(cut, /[\s.]/)}${extension}`
}

function isReserved(name: string): boolean {
  return reserved.test(name.split('.')[0]?.trimEnd() ?? '')
}

/** Keeps the name if its extension is the expected one; otherwise replaces every dot. */
function enforceExtension(name: string, extension: string): string {
  const dot = name.lastIndexOf('.')
  if (dot < 0 || name.slice(dot + 1) === extension) return name
  return name.replaceAll('.', '_')
}

interface NameParts {
  readonly stem: string
  /** Includes its dot, or is "". */
  readonly extension: string
}

/** A name whose only dot is its first character has no extension. */
export function splitName(name: string): NameParts {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? { stem: name.slice(0, dot), extension: name.slice(dot) } : { stem: name, extension: '' }
}

/** Like `splitName`; what is too long for an extension belongs to the stem. */
export function splitLocalName(name: string): NameParts {
  const parts = splitName(name)
  return byteLength(parts.extension) > maxExtensionBytes ? { stem: name, extension: '' } : parts
}

function truncateToBytes(text: string, maxLength: number): string {
  let bytes = 0
  let end = 0
  for (const character of text) {
    bytes += byteLength(character)
    if (bytes > maxLength) return text.slice(0, end)
    end += character.length
  }
  return text
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}
