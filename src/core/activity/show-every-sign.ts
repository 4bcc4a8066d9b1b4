const hidden = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu

/** A foreign text as one line in which nothing hides or reorders: such characters stand as `\u{202e}`. */
export function showEverySign(text: string): string {
  return text.replaceAll(hidden, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`)
}
