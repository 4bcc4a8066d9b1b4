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

/** Scripts in which a joiner changes how the letters beside it look. */
const joiningScripts = [
  ...['Arabic', 'Syriac', 'Mongolian', 'Nko', 'Mandaic', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati'],
  ...['Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Khmer', 'Myanmar', 'Tibetan'],
]
const joiningLetter = `[${joiningScripts.map((script) => String.raw`\p{Script=${script}}`).join('')}]`
const emoji = String.raw`[\p{Extended_Pictographic}\u{1f3fb}-\u{1f3ff}]`

/** Invisible characters where they have their effect: between letters that join, in emoji, after Mongolian letters. */
const effective = [
  `(?<=${joiningLetter})[\\u200c\\u200d](?=${joiningLetter})`,
  String.raw`(?<=${emoji}\ufe0f?)\u200d(?=${emoji})`,
  String.raw`(?<=\p{Extended_Pictographic})[\ufe0e\ufe0f]`,
  String.raw`(?<=[0-9#*])\ufe0f(?=\u20e3)`,
  String.raw`(?<=\p{Script=Mongolian})[\u180b-\u180f]`,
].join('|')

const invisible = [
  String.raw`\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}`,
  String.raw`\p{Noncharacter_Code_Point}\ufff9-\ufffb`,
].join('')

/** Spaces but the ordinary one, and three characters without ink that no property covers. */
const blanks = String.raw`\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800\u{16fe4}\u{1d159}`

/** Spaces at the ends. The lookbehind tries each run once, from its start, so that the time stays linear. */
const outerSpaces = '^ +|(?<! ) +$'

const hiddenInProse = hiddenPattern(invisible)
const hiddenInNames = hiddenPattern(invisible + blanks)

function hiddenPattern(characters: string): RegExp {
  return new RegExp(`(?!${effective})[${characters}]|${outerSpaces}`, 'gu')
}

const unusualCharacter = /[^\u0021-\u007e]/

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code === 0x20) return openBox.repeat(character.length)
  return characterNames[character] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

/**
 * Splits a text so that hidden characters can be shown. Joined, the pieces are the original text. In prose, where spaces of
 * other widths are usual, they stay as they are.
 */
export function toVisiblePieces(text: string, isProse = false): readonly TextPiece[] {
  if (!unusualCharacter.test(text)) return text === '' ? [] : [{ kind: 'plain', text }]
  const pieces: TextPiece[] = []
  let end = 0
  for (const match of text.matchAll(isProse ? hiddenInProse : hiddenInNames)) {
    if (match.index > end) pieces.push({ kind: 'plain', text: text.slice(end, match.index) })
    pieces.push({ kind: 'hidden', text: match[0], escaped: escapeCharacter(match[0]) })
    end = match.index + match[0].length
  }
  if (end < text.length) pieces.push({ kind: 'plain', text: text.slice(end) })
  return pieces
}

/** The text with hidden characters shown, as a plain string for titles and native labels. */
export function visibleText(text: string, isProse = false): string {
  return toVisiblePieces(text, isProse)
    .map((piece) => (piece.kind === 'plain' ? piece.text : piece.escaped))
    .join('')
}
