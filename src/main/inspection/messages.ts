import type { InspectedFile, WithheldFile } from '../../core/previews/inspect'
import type { InspectRequest } from '../../core/previews/file-inspector'
import type { PictureHeader } from '../../core/previews/picture-header'
import type { CachedFile } from '../../core/ports'

export type InspectionTask =
  | { readonly kind: 'file'; readonly file: CachedFile; readonly request: InspectRequest }
  | { readonly kind: 'picture'; readonly start: Uint8Array }

export type InspectionResult =
  | { readonly kind: 'file'; readonly found: InspectedFile | WithheldFile }
  | { readonly kind: 'picture'; readonly header: PictureHeader | 'cut' | null }
  /** The file could not be read. */
  | { readonly kind: 'unreadable'; readonly code: string }
