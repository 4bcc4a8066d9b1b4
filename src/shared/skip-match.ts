/** The position after what a sticky pattern matches at this one; the same position if it matches nothing. */
export function skipMatch(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}
