import type { Asset } from './asset'

/** How a text file is shown, judged by its content and never by the server's content type. */
export const textForms = ['plain', 'json', 'html', 'xml', 'csv'] as const

export type TextForm = (typeof textForms)[number]

/** Encodings that a user can choose for a text, as WHATWG labels: those in which texts of people and platforms exist. */
export const textEncodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'macintosh',
  'windows-1250',
  'iso-8859-2',
  'windows-1251',
  'koi8-r',
  'koi8-u',
  'ibm866',
  'iso-8859-5',
  'windows-1253',
  'iso-8859-7',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'shift_jis',
  'euc-jp',
  'iso-2022-jp',
  'gb18030',
  'big5',
  'euc-kr',
] as const

export type TextEncoding = (typeof textEncodings)[number]

/** Known formats that have no preview. Proper names, the same in every language. */
export type NamedFormat =
  | 'TIFF'
  | 'Photoshop'
  | 'HEIC'
  | 'JPEG 2000'
  | 'JPEG XL'
  | 'GIMP'
  | 'EPS'
  | 'WMF'
  | 'EMF'
  | 'OpenEXR'
  | 'DDS'
  | 'Gzip'
  | 'AVI'
  | 'WMV'
  | 'FLV'
  | 'Matroska'

/**
 * Content of a file by its bytes. Addresses are on the preview scheme, with random names that expire with the preview.
 * `vector` and `pdf` are served on the origin of the viewer frame, which loads them by XHR.
 */
export type PreviewContent =
  /** Raster picture; size of the first frame in pixels. */
  | { readonly kind: 'image'; readonly address: string; readonly width: number; readonly height: number }
  /** SVG, drawn by the viewer frame as a picture and never as a document. Null if it states no size. */
  | {
      readonly kind: 'vector'
      readonly address: string
      readonly width: number | null
      readonly height: number | null
    }
  | { readonly kind: 'video' | 'audio'; readonly address: string }
  /** Drawn page by page by the viewer frame. */
  | { readonly kind: 'pdf'; readonly address: string }
  /** Decoded outside the window. `isWhole` is false if only the first megabyte is shown. */
  | {
      readonly kind: 'text'
      readonly text: string
      readonly form: TextForm
      /** WHATWG encoding label, such as `utf-8` or `shift_jis`. */
      readonly encoding: string
      /** `guessed`: neither the bytes nor the text itself say so. `chosen`: by the user, for this file. */
      readonly encodingBasis: 'certain' | 'guessed' | 'chosen'
      readonly isWhole: boolean
    }
  /** No preview for this type, which is named if it is known. */
  | { readonly kind: 'none'; readonly format: NamedFormat | null }

/**
 * Why a file is not loaded or shown without confirmation: too many bytes (`large`), pixels or frames. `bomb`: so large that
 * it is never decoded. `inspection`: looking into it took too long or too much memory.
 */
export type PreviewGuard = 'large' | 'pixels' | 'frames' | 'bomb' | 'inspection'

export type PreviewAnswer =
  | {
      readonly state: 'shown'
      readonly content: PreviewContent
      /** MIME type by the bytes, or null if unknown. */
      readonly mediaType: string | null
      /** Bytes of the whole file. */
      readonly bytes: number
      /** Loaded from the cache, without a call. */
      readonly isCached: boolean
    }
  | {
      readonly state: 'held'
      readonly guard: PreviewGuard
      readonly mediaType: string | null
      readonly bytes: number | null
      readonly width: number | null
      readonly height: number | null
      /** A request with `anyway` shows it: "Load anyway" is safe. */
      readonly canLoad: boolean
    }
  /** Not loaded: it would cost a call, and the settings or the file type require an explicit request. */
  | { readonly state: 'asks'; readonly bytes: number | null }
  /** The quota for previews is used up. `until`: when a call is free, ms since the epoch, or null if unknown. */
  | { readonly state: 'no-room'; readonly until: number | null }

/** Download progress of a preview. */
export interface PreviewProgress {
  readonly requestId: string
  readonly received: number
  /** Null if the size is unknown. */
  readonly total: number | null
}

/** Identifies a version of a file; from `versionKey`. */
export type VersionKey = string

/** Equal for two listed files exactly if they are the same version of the same file. */
export function versionKey({
  key,
  size,
  modifiedDate,
}: Pick<Asset, 'key' | 'size' | 'modifiedDate'>): VersionKey {
  return JSON.stringify([key, size, modifiedDate])
}

export interface ThumbnailUpdate {
  /** Made or found since the last update. */
  readonly ready: readonly { readonly version: VersionKey; readonly address: string }[]
  /** Found to be without a picture since the last update; do not request them again. */
  readonly withoutPicture: readonly VersionKey[]
  /** In progress or queued. */
  readonly pending: readonly VersionKey[]
  /** Why loading stopped: `no-room`, the quota for thumbnails is used up; `failed`, such as an unreachable server. */
  readonly stopped: 'no-room' | 'failed' | null
}

/** A thumbnail for the sandboxed frame to draw. The address is on the origin of that frame. */
export interface SmallDrawing {
  readonly ticket: string
  readonly address: string
  readonly kind: 'image' | 'vector'
}

/** Longer side of a thumbnail in pixels: enough for a tile of 88 pixels on a screen with double density. */
export const thumbnailSide = 256

/** Size of the cache of previews and thumbnails. */
export interface PreviewCacheFacts {
  readonly bytes: number
  readonly files: number
}
