/** Characters as they are counted by whoever types them, more or less: code points. */
const longestName = 80

/** Control characters, half characters, and marks that turn the direction of what stands beside them. */
const harmful = /[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u

/** What leaves no mark on the screen by itself; the braille blank has no property that says so. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{White_Space}\u2800]/gu

/** The name as it is kept, or null where it is none: 1 to 80 characters, of which one at least can be seen. */
export function readConnectionName(typed: string): string | null {
  const name = typed.trim()
  const isNone = name.replaceAll(unseen, '') === ''
  return isNone || harmful.test(name) || Array.from(name).length > longestName ? null : name
}
