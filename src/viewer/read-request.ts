import { drawnKinds, viewerLimits, type DrawRequest, type ViewerRequest } from '../shared/viewer'

const addressPattern = /^preview:\/\/[\w-]{1,64}\/[\w./-]{1,200}$/

function isIntegerBetween(value: unknown, min: number, max: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max
}

function readDraw(fields: Readonly<Record<string, unknown>>): DrawRequest | null {
  const { ticket, address, page, width, height } = fields
  const kind = drawnKinds.find((known) => known === fields['kind'])
  if (kind === undefined || typeof address !== 'string' || !addressPattern.test(address)) return null
  if (!isIntegerBetween(ticket, 0, Number.MAX_SAFE_INTEGER) || !isIntegerBetween(page, 1, viewerLimits.pages))
    return null
  if (!isIntegerBetween(width, 1, viewerLimits.side) || !isIntegerBetween(height, 1, viewerLimits.side))
    return null
  return { type: 'draw', ticket, kind, address, page, width, height }
}

/** Validates a message from the window; null if it is not a valid request. */
export function readRequest(data: unknown): ViewerRequest | null {
  if (typeof data !== 'object' || data === null) return null
  const fields = data as Readonly<Record<string, unknown>>
  switch (fields['type']) {
    case 'draw':
      return readDraw(fields)
    case 'cancel': {
      const { ticket } = fields
      return isIntegerBetween(ticket, 0, Number.MAX_SAFE_INTEGER) ? { type: 'cancel', ticket } : null
    }
    case 'forget':
      return { type: 'forget' }
    default:
      return null
  }
}
