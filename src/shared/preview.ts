import type { Asset } from './asset'

/** How the text of a file is shown: by its first bytes and its form, never by what the server calls it. */
export const textForms = ['plain', 'json', 'html', 'xml', 'csv'] as const

export type TextForm = (typeof textForms)[number]

/**
 * What the bytes turned out to be. Addresses are on the app's own asset scheme, under names that nobody can guess and that
 * end with the preview. Those of `vector` and `pdf` have the viewer frame's own origin, which reads them by XHR.
 */
export type PreviewContent =
  /** Raster. Pixels of the first frame. */
  | { readonly kind: 'image'; readonly address: string; readonly width: number; readonly height: number }
  /** SVG, drawn by the viewer frame as a picture and never as a document. Null where it states no size. */
  | {
      readonly kind: 'vector'
      readonly address: string
      readonly width: number | null
      readonly height: number | null
    }
  | { readonly kind: 'video' | 'audio'; readonly address: string }
  /** Drawn page by page in the viewer frame. */
  | { readonly kind: 'pdf'; readonly address: string }
  /** Decoded in main. `isWhole`: false where only the first megabyte is shown. */
  | {
      readonly kind: 'text'
      readonly text: string
      readonly form: TextForm
      /** Label of the encoding by the WHATWG list, such as `utf-8` or `shift_jis`. */
      readonly encoding: string
      readonly isWhole: boolean
    }
  /** Nothing that is shown: facts only. */
  | { readonly kind: 'none' }

/**
 * Why a file is not loaded or not shown by itself. `large`: more bytes than are loaded unasked; `pixels`, `frames`: more than is
 * decoded unasked; `bomb`: more than is ever decoded.
 */
export type PreviewGuard = 'large' | 'pixels' | 'frames' | 'bomb'

export type PreviewAnswer =
  | {
      readonly state: 'shown'
      readonly content: PreviewContent
      /** MIME type by the bytes, or null where they are of no known kind. */
      readonly mediaType: string | null
      /** Bytes of the whole file. */
      readonly bytes: number
      /** No call was made for it. */
      readonly isCached: boolean
    }
  | {
      readonly state: 'held'
      readonly guard: PreviewGuard
      readonly mediaType: string | null
      readonly bytes: number | null
      readonly width: number | null
      readonly height: number | null
      /** Asking again with `anyway` shows it: "Load anyway" is safe. */
      readonly canLoad: boolean
    }
  /** Not loaded, and loading it costs a call: `anyway` is false and the settings say to ask first. */
  | { readonly state: 'asks'; readonly bytes: number | null }
  /** The calls that previews may use are used up. When one is free again, ms since the epoch, or null where nobody can tell. */
  | { readonly state: 'no-room'; readonly until: number | null }

/** How far the download of a preview is. */
export interface PreviewProgress {
  readonly requestId: string
  readonly received: number
  /** Null where the size is unknown. */
  readonly total: number | null
}

/** A version of a file, as both sides name it: by `versionKey`. */
export type VersionKey = string

/** Equal for two files of a listing exactly if they are the same file in the same version. */
export function versionKey({
  key,
  size,
  modifiedDate,
}: Pick<Asset, 'key' | 'size' | 'modifiedDate'>): VersionKey {
  return JSON.stringify([key, size, modifiedDate])
}

export interface ThumbnailUpdate {
  /** Made or found since the last news. */
  readonly ready: readonly { readonly version: VersionKey; readonly address: string }[]
  /** Looked at since the last news, and no picture: not to be asked for again. */
  readonly none: readonly VersionKey[]
  /** All that is being made, or waits to be. */
  readonly pending: readonly VersionKey[]
  /** Why what was asked for did not go on: no calls are left for thumbnails, or the server could not be reached. */
  readonly stopped: 'no-room' | 'failed' | null
}

/** A file that the sandboxed frame shall draw small. Its address has that frame's own origin. */
export interface SmallDrawing {
  readonly ticket: string
  readonly address: string
  readonly kind: 'image' | 'vector'
}

/** Pixels of the longer side of a thumbnail: a tile of 88 pixels' height on a screen of twice the usual density, and a little more. */
export const thumbnailSide = 256

/** What the cache of previews and thumbnails holds on this computer. */
export interface PreviewCacheFacts {
  readonly bytes: number
  readonly files: number
}
