import { thumbnailsOrigin, viewerOrigin, viewerPage } from '../../shared/viewer'

/** The frames that open untrusted files. They load the same bundled files, each on its own origin and in its own process. */
export const frameOrigins: readonly string[] = [viewerOrigin, thumbnailsOrigin]

/** Fonts that pdf.js brings along, for documents that embed none. Frames may load no other fonts. */
export const viewerFonts = `${viewerOrigin}/standard_fonts/`

/** The only pages that frames of the window may show. */
export const framePages: readonly string[] = frameOrigins.map((origin) => origin + viewerPage)

/** Files under random names that main has assigned. */
const openName = /^preview:\/\/(copy|thumbnail|asset)\/[\w-]{1,64}$/
const frameFile = /^preview:\/\/(?:viewer|thumbnails)\/file\/[\w-]{1,64}$/

/** What an address of the preview scheme refers to. */
export type PreviewLocation = 'copy' | 'thumbnail' | 'asset' | 'frame-page' | 'frame-file' | 'frame-part'

/** Null for an address that does not exist. */
export function parsePreviewUrl(address: string): PreviewLocation | null {
  const open = openName.exec(address)?.[1]
  if (open === 'copy' || open === 'thumbnail' || open === 'asset') return open
  if (framePages.includes(address)) return 'frame-page'
  if (frameFile.test(address)) return 'frame-file'
  return frameOrigins.includes(previewOrigin(address)) ? 'frame-part' : null
}

/** Scheme and host, because `URL.origin` is "null" for custom schemes; "" for an invalid address. */
export function previewOrigin(address: string): string {
  try {
    const { protocol, host } = new URL(address)
    return `${protocol}//${host}`
  } catch {
    return ''
  }
}
