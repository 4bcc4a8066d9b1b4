const reserved = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i
/** UTF-8 bytes; the shortest limit of common file systems is 255, and a number may be added. */
const longest = 200

/** Controls, bidirectional and zero-width characters, lone surrogates: nothing that hides or reorders what stands beside it. */
const unseen =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|\p{Surrogate}/gu

/**
 * A name that every file system takes and that names a file in the chosen folder only. For this computer alone: requests
 * carry the name as listed. Source: `security.md` 5.5.
 */
export function toLocalName(remote: string, fallback = 'asset'): string {
  const base = remote.split(/[/\\]/).at(-1) ?? ''
  const plain = base
    .replace(unseen, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[\s.~-]+/, '')
    .replace(/[\s.]+$/, '')
  const { stem, extension } = splitName(plain)
  const safe = reserved.test(plain.split('.')[0]?.trimEnd() ?? '') ? `_${stem}` : stem
  const cut = cutTo(safe, longest - byteLength(extension)).replace(/[\s.]+$/, '')
  return cut === '' ? `${fallback}${extension}` : `${cut}${extension}`
}

/** Names for one folder, none taken twice: compared without regard to case and composition. */
export function uniqueLocalNames(names: readonly string[], isTaken: (name: string) => boolean): string[] {
  const given = new Set<string>()
  return names.map((name) => {
    const { stem, extension } = splitName(name)
    for (let number = 1; ; number += 1) {
      const candidate = number === 1 ? name : `${stem} (${String(number)})${extension}`
      const folded = candidate.normalize('NFC').toLowerCase()
      if (given.has(folded) || isTaken(candidate)) continue
      given.add(folded)
      return candidate
    }
  })
}

/** An extension is short; what is longer after the last dot belongs to the name. */
function splitName(name: string): { readonly stem: string; readonly extension: string } {
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 ? name.slice(dot) : ''
  return byteLength(extension) > 20
    ? { stem: name, extension: '' }
    : { stem: name.slice(0, name.length - extension.length), extension }
}

function cutTo(text: string, bytes: number): string {
  let cut = text
  while (byteLength(cut) > bytes) cut = Array.from(cut).slice(0, -1).join('')
  return cut
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}
