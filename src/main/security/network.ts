import type { OnBeforeRequestListenerDetails, Session } from 'electron'
import { frameOrigins, originOf, placeOf } from './preview-origins'

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
export interface Asked extends Pick<OnBeforeRequestListenerDetails, 'url' | 'resourceType'> {
  readonly asker: string
}

export function isAllowed({ url, resourceType, asker }: Asked): boolean {
  if (!url.startsWith('preview://')) return /^(app|devtools):\/\//.test(url)
  const isOfFrame = frameOrigins.includes(originOf(url)) && originOf(asker) === originOf(url)
  switch (placeOf(url)) {
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
      return isOfFrame && (resourceType === 'script' || resourceType === 'xhr')
    case null:
      return false
  }
}
