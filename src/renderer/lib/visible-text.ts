/** A piece of an untrusted text: plain, or one character that would hide, reorder or break what stands beside it. */
export type TextPiece =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'hidden'; readonly text: string; readonly shown: string }

const openBox = '\u2423'
/** Control characters that have a name which people know; the pictures of Unicode are missing in most fonts. */
const characterNames: Readonly<Record<string, string>> = {
  '\0': 'NUL',
  '\t': 'TAB',
  '\n': 'LF',
  '\r': 'CR',
  '\u001b': 'ESC',
}

/**
 * Control characters, bidirectional controls, invisible separators, lone surrogates, private use; joiners beside
 * ASCII, where no script needs them; spaces at the ends. Built from code points, so that this file stays readable.
 */
const hiddenCharacters = new RegExp(
  [
    '[\\u0000-\\u001f\\u007f-\\u009f]',
    '[\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f]',
    '[\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb]',
    '[\\u{e0000}-\\u{e007f}]',
    '[\\ud800-\\udfff]',
    '(?<=[\\u0000-\\u007f])[\\u200c\\u200d]|[\\u200c\\u200d](?=[\\u0000-\\u007f])',
    '^ +| +$',
  ].join('|'),
  'gu',
)

const unusualCharacter = /[^\u0021-\u007e]/

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code === 0x20) return openBox.repeat(character.length)
  return characterNames[character] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

/** Cuts a text so that every character of it can be seen. The pieces, joined, are the text. */
export function toVisiblePieces(text: string): readonly TextPiece[] {
  if (!unusualCharacter.test(text)) return text === '' ? [] : [{ kind: 'plain', text }]
  const pieces: TextPiece[] = []
  let end = 0
  for (const match of text.matchAll(hiddenCharacters)) {
    if (match.index > end) pieces.push({ kind: 'plain', text: text.slice(end, match.index) })
    pieces.push({ kind: 'hidden', text: match[0], shown: escapeCharacter(match[0]) })
    end = match.index + match[0].length
  }
  if (end < text.length) pieces.push({ kind: 'plain', text: text.slice(end) })
  return pieces
}

/** The same as one plain string, for places that take no elements (titles, native labels). */
export function visibleText(text: string): string {
  return toVisiblePieces(text)
    .map((piece) => (piece.kind === 'plain' ? piece.text : piece.shown))
    .join('')
}

const firstStrongIsolate = '\u2068'
const popIsolate = '\u2069'

/** The same, isolated: for texts of ours that hold it, and for names of pictures. */
export function isolatedText(text: string): string {
  return `${firstStrongIsolate}${visibleText(text)}${popIsolate}`
}
