/** What the window and the frame that draws thumbnails know of each other. */
export const thumbnailFrame = {
  origin: 'preview://thumbnails',
  page: 'preview://thumbnails/thumbnails.html',
  /** What the frame says once, when it can be asked. */
  ready: 'thumbnails-ready',
} as const

export interface Drawn {
  readonly ticket: string
  /** A WebP, or null where nothing could be drawn. */
  readonly picture: Uint8Array | null
}

/** What a frame said, or null where it is not in order. */
export function readDrawn(data: unknown): Drawn | null {
  if (typeof data !== 'object' || data === null || !('ticket' in data) || !('picture' in data)) return null
  const { ticket, picture } = data
  if (typeof ticket !== 'string') return null
  return picture === null || picture instanceof Uint8Array ? { ticket, picture } : null
}
