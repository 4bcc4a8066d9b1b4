const hourMs = 3_600_000

/**
 * The hourly allowance that the message of a 429 names, or null: "Requests throttled. Maximum allowed 1000 per 01:00:00.",
 * with any text around it, grouped digits, and any period, converted to calls per hour.
 * Source: `api2/error-handling-and-code` (docs/platform-api.md#throttling).
 */
export function readReportedAllowance(message: string): number | null {
  const match =
    /(\d[\d.,'\u00a0\u202f ]{0,30})\s{0,3}(?:\p{L}{1,30}\s{1,3})?(?:per|\/)\s{0,3}(\d{1,3}):(\d{2})(?::(\d{2}))?/iu.exec(
      message,
    )
  if (match === null) return null
  const calls = Number((match[1] ?? '').replace(/\D/g, ''))
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(2).map((part) => Number(part || 0))
  const periodMs = ((hours * 60 + minutes) * 60 + seconds) * 1_000
  const callsPerHour = Math.round((calls * hourMs) / periodMs)
  return Number.isSafeInteger(callsPerHour) && callsPerHour > 0 ? callsPerHour : null
}
