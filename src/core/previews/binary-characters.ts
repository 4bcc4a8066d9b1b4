/** What programs write at the end of a text: padding, and the end-of-file mark of DOS. */
const padding: readonly number[] = [0, 0x1a]
/** Shares of control characters that a text may have, and of NUL within it. Random bytes have 12 %. */
const maxShare = { certain: 0.1, guessed: 0.03, nul: 0.01 }

/** The text up to the padding at its end. */
export function withoutPadding(text: string): string {
  let end = text.length
  while (end > 0 && padding.includes(text.charCodeAt(end - 1))) end -= 1
  return text.slice(0, end)
}

/**
 * Whether a decoded text has too many control characters to be one. Padding at the end does not count; one control
 * character elsewhere is always accepted, and more of them by their share, which is lower if the encoding is a guess.
 */
export function looksBinary(text: string, isGuess: boolean): boolean {
  const end = withoutPadding(text).length
  if (end === 0) return text.length > 0
  let [controls, nuls] = [0, 0]
  for (let at = 0; at < end; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0) nuls += 1
    if (isControl(code) && !(code === 0x1b && text[at + 1] === '[')) controls += 1
  }
  const share = isGuess ? maxShare.guessed : maxShare.certain
  return controls > Math.max(1, share * end) || nuls > Math.max(1, maxShare.nul * end)
}

/** Control characters other than white space: backspace, vertical tab and form feed are part of old texts. */
function isControl(code: number): boolean {
  if (code > 0x1f) return code >= 0x7f && code <= 0x9f && code !== 0x85
  return code < 0x08 || code > 0x0d
}
