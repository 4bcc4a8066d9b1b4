/**
 * What the window and the viewer frame say to each other. The frame stands between untrusted files and the window: it is
 * told an address and a size, and gives pixels back. Neither side believes the other: both check each field by hand.
 */

export const viewerOrigin = 'preview://viewer'
/** The same page once more for small pictures, in a process of its own: what one of them hangs on must not hang a preview. */
export const thumbnailsOrigin = 'preview://thumbnails'
/** Of either origin. */
export const viewerPage = '/index.html'

/** Pages, bytes and pixels beyond which nothing is read or drawn. */
export const viewerLimits = {
  pages: 200,
  fileBytes: 60 * 1024 ** 2,
  /** Of one drawing: 64 MB of memory. */
  pixels: 16 * 1024 ** 2,
  side: 16_384,
} as const

/** `image`: raster, for small pictures of it. */
export const drawnKinds = ['vector', 'pdf', 'image'] as const

export type DrawnKind = (typeof drawnKinds)[number]

export interface DrawRequest {
  readonly type: 'draw'
  readonly ticket: number
  readonly kind: DrawnKind
  /** On the app's own scheme for previews. */
  readonly address: string
  /** From 1; for pictures always 1. */
  readonly page: number
  /** Device pixels of the box that the drawing shall fill. */
  readonly width: number
  readonly height: number
}

/** `cancel` ends one drawing, `forget` lets go of all files. */
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

/** `unreachable`: the address brings nothing. `locked`: it asks for a password. Each draw is answered, also a cancelled one. */
export type ViewerFailure = (typeof viewerFailures)[number]

/** Pages of a file, and how large the one that was drawn is of itself, in CSS pixels. */
export interface DrawnFacts {
  readonly pages: number
  readonly width: number
  readonly height: number
}

/** `Picture` is an ImageBitmap, which this room does not know. */
export type ViewerAnswer<Picture = unknown> =
  | { readonly type: 'ready' }
  | ({ readonly type: 'drawn'; readonly ticket: number; readonly picture: Picture } & DrawnFacts)
  | { readonly type: 'failed'; readonly ticket: number; readonly reason: ViewerFailure }
