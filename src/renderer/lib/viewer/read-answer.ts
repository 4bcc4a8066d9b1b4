import { viewerFailures, viewerLimits, type ViewerAnswer } from '../../../shared/viewer'

/** Upper limit of a page's or picture's width and height, in CSS pixels. Larger values would break calculations. */
const maxLength = 1_000_000
const maxPages = 1_000_000

function isLength(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= maxLength
}

function isPicture(value: unknown): value is ImageBitmap {
  if (!(value instanceof ImageBitmap)) return false
  return value.width > 0 && value.height > 0 && value.width * value.height <= 2 * viewerLimits.pixels
}

type Fields = Readonly<Record<string, unknown>>

function readDrawn({ ticket, picture, pages, width, height }: Fields): ViewerAnswer<ImageBitmap> | null {
  if (!isPicture(picture)) return null
  const isPageCount = Number.isSafeInteger(pages) && Number(pages) >= 1 && Number(pages) <= maxPages
  if (!isPageCount || !isLength(width) || !isLength(height)) return null
  return { type: 'drawn', ticket: Number(ticket), picture, pages: Number(pages), width, height }
}

/** Validates an answer of the viewer frame; null if malformed, because a malicious file may have taken over the frame. */
export function readAnswer(data: unknown): ViewerAnswer<ImageBitmap> | null {
  if (typeof data !== 'object' || data === null) return null
  const fields = data as Fields
  if (fields['type'] === 'ready') return { type: 'ready' }
  if (!Number.isSafeInteger(fields['ticket'])) return null
  if (fields['type'] === 'drawn') return readDrawn(fields)
  const reason = viewerFailures.find((failure) => failure === fields['reason'])
  if (fields['type'] !== 'failed' || reason === undefined) return null
  return { type: 'failed', ticket: Number(fields['ticket']), reason }
}
