/** The value of a JSON text, or undefined if it is invalid; no valid JSON has this value. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Whether a text starts like JSON but is invalid, which is how a truncated response without a length is detected. */
export function isTruncatedJson(text: string): boolean {
  return /^\s*["[{]/.test(text) && parseJson(text) === undefined
}
