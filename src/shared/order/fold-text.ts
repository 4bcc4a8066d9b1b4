const plain = /^[\u0020-\u007e]*$/

/** A text as it is compared: case, accents and the two kinds of slashes make no difference. */
export function foldText(text: string): string {
  const slashed = text.includes('\\') ? text.replaceAll('\\', '/') : text
  if (plain.test(slashed)) return slashed.toLowerCase()
  return slashed
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .normalize('NFC')
}
