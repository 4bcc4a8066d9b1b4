const hourMs = 3_600_000

/**
 * The calls of an hour that a 429 speaks of, or null: "Requests throttled. Maximum allowed 1000 per 01:00:00.", with any
 * words around, grouped digits, and any length of time, taken as its part of an hour.
 * Source: `api2/error-handling-and-code` (docs/platform-api.md#throttling).
 */
export function readReportedAllowance(words: string): number | null {
  const match =
    /(\d[\d.,'\u00a0\u202f ]*)\s*(?:\p{L}+\s+)?(?:per|\/)\s*(\d{1,3}):(\d{2})(?::(\d{2}))?/iu.exec(words)
  if (match === null) return null
  const calls = Number((match[1] ?? '').replace(/\D/g, ''))
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(2).map((part) => Number(part || 0))
  const lengthMs = ((hours * 60 + minutes) * 60 + seconds) * 1_000
  const anHour = Math.round((calls * hourMs) / lengthMs)
  return Number.isSafeInteger(anHour) && anHour > 0 ? anHour : null
}
