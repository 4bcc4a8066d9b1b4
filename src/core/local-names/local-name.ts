/** Names of devices on Windows, with any ending: who opens one of them opens the device. */
const reserved = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i
/** UTF-8 bytes; the shortest limit of common file systems is 255, and a number may be added. */
const maxBytes = 200
/** UTF-16 units of which nothing can be left after the cut: what is beyond is not even looked at. */
const maxInspectedLength = 4_096
/** UTF-8 bytes of an ending with its dot. What is longer after the last dot belongs to the name. */
const maxExtensionBytes = 20

/**
 * What hides or reorders what stands beside it, or is no character at all: controls, bidirectional and zero-width
 * characters, fillers, tags, lone surrogates. Signs that choose the look of an emoji are none of these.
 */
const invisible =
  /(?![\ufe00-\ufe0f])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu
const forbidden = /[<>:"|?*]/g

/**
 * A name that every file system takes and that names a file in the chosen folder only; of a safe name, that name. Its ending
 * is that of the remote name or a harmless one, never one that only came about by what was taken out. For this computer
 * alone: requests carry the name as listed. Source: docs/threat-model.md#local-names.
 */
export function toLocalName(remote: string, fallback = 'asset'): string {
  const base = /[^/\\]*$/.exec(remote)?.[0] ?? ''
  // Windows drops these by itself, so that they hide no ending.
  const whole = base.replace(/[ .]+$/, '')
  const dot = whole.lastIndexOf('.')
  const extension = sanitizeExtension(dot < 0 ? '' : whole.slice(dot + 1))
  const stem = (dot < 0 ? whole : whole.slice(0, dot)).slice(0, maxInspectedLength)
  const seen = stem.replace(invisible, '').replace(forbidden, '_')
  return sanitizeName(enforceExtension(dot < 0 ? seen : `${seen}.${extension}`, extension), {
    extension,
    fallback,
  })
}

/** In an ending nothing is taken out, or `ex\u200be` would become an ending that it is not: it is replaced. */
function sanitizeExtension(extension: string): string {
  return extension
    .slice(0, maxInspectedLength)
    .replace(invisible, '_')
    .replace(forbidden, '_')
    .replace(/[^\S ]/g, '_')
}

/** Until nothing changes any more: a cut may uncover a space at the end, or the name of a device. */
function sanitizeName(
  name: string,
  options: { readonly extension: string; readonly fallback: string },
): string {
  let current = name
  for (;;) {
    const next = enforceExtension(tidy(current), options.extension)
    if (next === current) return current === '' ? options.fallback : current
    current = next
  }
}

function tidy(name: string): string {
  const inner = name.replace(/^[\s.~-]+/, '').replace(/[\s.]+$/, '')
  const { stem, extension } = splitName(inner)
  const safe = isReserved(inner) ? `_${stem}` : stem
  const cut = cutTo(safe, maxBytes - byteLength(extension))
  return `${cut === safe ? safe : cut.replace(/[\s.]+$/, '')}${extension}`
}

function isReserved(name: string): boolean {
  return reserved.test(name.split('.')[0]?.trimEnd() ?? '')
}

/** Whatever stands after the last dot stood there before, or there is no dot. */
function enforceExtension(name: string, extension: string): string {
  const dot = name.lastIndexOf('.')
  if (dot < 0 || name.slice(dot + 1) === extension) return name
  return name.replaceAll('.', '_')
}

/** Name and ending. The ending has its dot, or is "". */
export function splitName(name: string): { readonly stem: string; readonly extension: string } {
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 ? name.slice(dot) : ''
  return byteLength(extension) > maxExtensionBytes
    ? { stem: name, extension: '' }
    : { stem: name.slice(0, name.length - extension.length), extension }
}

function cutTo(text: string, bytes: number): string {
  let used = 0
  let end = 0
  for (const character of text) {
    used += byteLength(character)
    if (used > bytes) return text.slice(0, end)
    end += character.length
  }
  return text
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}
