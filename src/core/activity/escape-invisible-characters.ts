const invisible = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu

/** Untrusted text on one line, with characters that hide or reorder text written as escapes such as `\u{202e}`. */
export function escapeInvisibleCharacters(text: string): string {
  return text.replaceAll(invisible, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
}
