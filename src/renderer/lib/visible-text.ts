import { trimEndOf } from '../../shared/trim'

/** A piece of untrusted text: plain, or characters that are invisible or would reorder or break the text around them. */
export type TextPiece =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'hidden'; readonly text: string; readonly escaped: string }

const openBox = '\u2423'
/** Well-known names of control characters. Unicode's symbols for them are missing from most fonts. */
const characterNames: Readonly<Record<string, string>> = {
  '\0': 'NUL',
  '\t': 'TAB',
  '\n': 'LF',
  '\r': 'CR',
  '\u001b': 'ESC',
}

/**
 * Control characters, bidirectional controls, invisible separators, tag characters, lone surrogates; joiners next to ASCII, where
 * no script needs them; leading and trailing spaces. Built from code points to keep this file readable.
 * `toVisiblePieces` finds the spaces at the ends, because a pattern for them is quadratic.
 */
const hiddenCharacters = new RegExp(
  [
    '[\\u0000-\\u001f\\u007f-\\u009f]',
    '[\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f]',
    '[\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb]',
    '[\\u{e0000}-\\u{e007f}]',
    '[\\ud800-\\udfff]',
    '(?<=[\\u0000-\\u007f])[\\u200c\\u200d]|[\\u200c\\u200d](?=[\\u0000-\\u007f])',
  ].join('|'),
  'gu',
)

const unusualCharacter = /[^\u0021-\u007e]/

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code === 0x20) return openBox.repeat(character.length)
  return characterNames[character] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

/** Splits a text so that hidden characters can be shown. Joined, the pieces are the original text. */
export function toVisiblePieces(text: string): readonly TextPiece[] {
  if (!unusualCharacter.test(text)) return text === '' ? [] : [{ kind: 'plain', text }]
  const pieces: TextPiece[] = []
  const start = text.length - text.replace(/^ +/, '').length
  const trailing = start + trimEndOf(text.slice(start), / /).length
  if (start > 0) pieces.push(hiddenPiece(text.slice(0, start)))
  let end = start
  for (const match of text.matchAll(hiddenCharacters)) {
    if (match.index > end) pieces.push({ kind: 'plain', text: text.slice(end, match.index) })
    pieces.push(hiddenPiece(match[0]))
    end = match.index + match[0].length
  }
  if (end < trailing) pieces.push({ kind: 'plain', text: text.slice(end, trailing) })
  if (trailing < text.length) pieces.push(hiddenPiece(text.slice(trailing)))
  return pieces
}

function hiddenPiece(text: string): TextPiece {
  return { kind: 'hidden', text, escaped: escapeCharacter(text) }
}

/** The text with hidden characters shown, as a plain string for titles and native labels. */
export function visibleText(text: string): string {
  return toVisiblePieces(text)
    .map((piece) => (piece.kind === 'plain' ? piece.text : piece.escaped))
    .join('')
}

const firstStrongIsolate = '\u2068'
const popIsolate = '\u2069'

/** Like `visibleText`, but isolated, so that it cannot reorder the message that contains it. */
export function isolatedText(text: string): string {
  return `${firstStrongIsolate}${visibleText(text)}${popIsolate}`
}
