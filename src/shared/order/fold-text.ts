const printableAscii = /^[\u0020-\u007e]*$/

/** Folds a text for comparison: ignores case, accents and the kind of slash. */
export function foldText(text: string): string {
  const slashed = text.includes('\\') ? text.replaceAll('\\', '/') : text
  if (printableAscii.test(slashed)) return slashed.toLowerCase()
  return slashed
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .normalize('NFC')
}
