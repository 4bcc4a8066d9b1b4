import type { OnBeforeRequestListenerDetails, Session } from 'electron'
import { frameOrigins, previewOrigin, parsePreviewUrl } from './preview-origins'

/**
 * The window's session reaches the app's own files, and previews by what they are for, and nothing else; the platform is
 * reached from main, on another session.
 */
export function denyNetwork(session: Session): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isAllowed({ ...details, asker: details.frame?.url ?? details.referrer }) })
  })
}

/** A request, and the page that makes it where that is known. */
export interface NetworkRequest extends Pick<OnBeforeRequestListenerDetails, 'url' | 'resourceType'> {
  readonly asker: string
}

export function isAllowed({ url, resourceType, asker }: NetworkRequest): boolean {
  if (!url.startsWith('preview://')) return /^(app|devtools):\/\//.test(url)
  const isOfFrame = frameOrigins.includes(previewOrigin(url)) && previewOrigin(asker) === previewOrigin(url)
  switch (parsePreviewUrl(url)) {
    case 'copy':
    case 'thumbnail':
      return resourceType === 'image'
    case 'asset':
      return resourceType === 'image' || resourceType === 'media'
    case 'frame-page':
      return resourceType === 'subFrame'
    case 'frame-file':
      return isOfFrame && (resourceType === 'image' || resourceType === 'xhr')
    case 'frame-part':
      return resourceType === 'script' ? isOfFrame || isNew(asker) : isOfFrame && resourceType === 'xhr'
    case null:
      return false
  }
}

/**
 * A frame whose page has only just come: main may hear of the page after its request for the script. The script is a file of
 * ours, the same for everybody; what it asks for comes later, from a frame that is known.
 */
function isNew(asker: string): boolean {
  return asker === '' || asker === 'about:blank'
}
