import { thumbnailSide } from '../../../shared/preview'

/** What the frame says of a small picture, as far as it matters here. */
export type SmallAnswer =
  | { readonly type: 'ready' }
  | { readonly type: 'drawn'; readonly ticket: number; readonly picture: ImageBitmap }
  | { readonly type: 'failed'; readonly ticket: number }

/** Null for anything that is not in order; a picture larger than was asked for is none. */
export function readSmallAnswer(data: unknown): SmallAnswer | null {
  if (typeof data !== 'object' || data === null) return null
  const { type, ticket, picture } = data as Readonly<Record<string, unknown>>
  if (type === 'ready') return { type }
  if (typeof ticket !== 'number') return null
  if (type === 'failed') return { type, ticket }
  if (type !== 'drawn' || !(picture instanceof ImageBitmap)) return null
  const isSmall = Math.max(picture.width, picture.height) <= thumbnailSide
  return isSmall ? { type, ticket, picture } : { type: 'failed', ticket }
}
