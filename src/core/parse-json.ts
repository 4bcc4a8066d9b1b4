/** The value of a JSON text, or undefined where it is none (JSON has no undefined of its own). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Whether a text starts as JSON and does not end as such: where no length was announced, only this tells that it was cut. */
export function isCutJson(text: string): boolean {
  return /^\s*["[{]/.test(text) && parseJson(text) === undefined
}
