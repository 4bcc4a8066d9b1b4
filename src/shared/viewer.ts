/**
 * Messages between the window and the viewer frame, which isolates untrusted files from the window: it gets an address and
 * a size, and returns pixels. Neither side trusts the other, and both validate every field.
 */

export const viewerOrigin = 'preview://viewer'
/** The same page in a separate process for thumbnails, so that a hanging thumbnail does not block previews. */
export const thumbnailsOrigin = 'preview://thumbnails'
/** Path of the page on both origins. */
export const viewerPage = '/index.html'

/** Maximum sizes to read and draw. */
export const viewerLimits = {
  pages: 200,
  fileBytes: 60 * 1024 ** 2,
  /** Pixels of one drawing: 64 MB of memory. */
  pixels: 16 * 1024 ** 2,
  side: 16_384,
} as const

/** `image`: raster, only for thumbnails. */
export const drawnKinds = ['vector', 'pdf', 'image'] as const

export type DrawnKind = (typeof drawnKinds)[number]

export interface DrawRequest {
  readonly type: 'draw'
  readonly ticket: number
  readonly kind: DrawnKind
  /** On the preview scheme. */
  readonly address: string
  /** From 1; for pictures always 1. */
  readonly page: number
  /** Width of the box to fill, in device pixels, like `height`. */
  readonly width: number
  readonly height: number
}

/** `cancel` stops one drawing; `forget` closes all files. */
export type ViewerRequest =
  DrawRequest | { readonly type: 'cancel'; readonly ticket: number } | { readonly type: 'forget' }

export const viewerFailures = [
  'unreachable',
  'damaged',
  'locked',
  'too-large',
  'no-page',
  'cancelled',
] as const

/** `unreachable`: loading failed. `locked`: needs a password. Every request is answered, even a cancelled one. */
export type ViewerFailure = (typeof viewerFailures)[number]

/** Number of pages, and the natural size of the drawn page in CSS pixels. */
export interface DrawnFacts {
  readonly pages: number
  readonly width: number
  readonly height: number
}

/** `Picture` is an ImageBitmap, a DOM type that is not available here. */
export type ViewerAnswer<Picture = unknown> =
  | { readonly type: 'ready' }
  | ({ readonly type: 'drawn'; readonly ticket: number; readonly picture: Picture } & DrawnFacts)
  | { readonly type: 'failed'; readonly ticket: number; readonly reason: ViewerFailure }
