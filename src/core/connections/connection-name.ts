/** Maximum length in code points, which is close to what users count as characters. */
const maxNameLength = 80

/** Control characters, lone surrogates, private-use characters, and marks that change the text direction. */
const harmfulCharacters =
  /[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u

/** Invisible characters. The braille blank must be listed, because no Unicode property covers it. */
const invisibleCharacters = /[\p{Default_Ignorable_Code_Point}\p{White_Space}\u2800]/gu

/** The trimmed name, or null if it is invalid. A name has 1 to 80 characters, at least one of them visible. */
export function readConnectionName(typed: string): string | null {
  const name = typed.trim()
  const isInvisible = name.replaceAll(invisibleCharacters, '') === ''
  const isTooLong = Array.from(name).length > maxNameLength
  return isInvisible || harmfulCharacters.test(name) || isTooLong ? null : name
}
