import { thumbnailsOrigin, viewerOrigin, viewerPage } from '../../shared/viewer'

/** The frames in which untrusted files are opened: the same files of ours, on an origin and in a process of its own each. */
export const frameOrigins: readonly string[] = [viewerOrigin, thumbnailsOrigin]

/** The two pages that a frame of the window may show. */
export const framePages: readonly string[] = frameOrigins.map((origin) => origin + viewerPage)

/** Names that main gave out: nobody can guess one, and it says nothing of the file. */
const openName = /^preview:\/\/(copy|thumbnail|asset)\/[\w-]{1,64}$/
const frameFile = /^preview:\/\/(?:viewer|thumbnails)\/file\/[\w-]{1,64}$/

/** What of the preview scheme is asked for, or null for what is not there for anybody. */
export type PreviewLocation = 'copy' | 'thumbnail' | 'asset' | 'frame-page' | 'frame-file' | 'frame-part'

export function parsePreviewUrl(address: string): PreviewLocation | null {
  const open = openName.exec(address)?.[1]
  if (open === 'copy' || open === 'thumbnail' || open === 'asset') return open
  if (framePages.includes(address)) return 'frame-page'
  if (frameFile.test(address)) return 'frame-file'
  return frameOrigins.includes(previewOrigin(address)) ? 'frame-part' : null
}

/** Scheme and host; `URL.origin` is "null" for schemes of one's own. "" for what is no address. */
export function previewOrigin(address: string): string {
  try {
    const { protocol, host } = new URL(address)
    return `${protocol}//${host}`
  } catch {
    return ''
  }
}
