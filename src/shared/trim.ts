/**
 * Trimming of given characters in linear time. A pattern such as `/[ .]+$/` is quadratic: it starts again at every character of
 * a run that is not at the end. `characters` matches one UTF-16 unit.
 */
export function trimEndOf(text: string, characters: RegExp): string {
  let end = text.length
  while (end > 0 && characters.test(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}

export function trimOf(text: string, characters: RegExp): string {
  const trimmed = trimEndOf(text, characters)
  let start = 0
  while (start < trimmed.length && characters.test(trimmed.charAt(start))) start += 1
  return trimmed.slice(start)
}
